import { readSaid } from '../../platform/said.ts';

/** What is kept of every message and told of it; the columns of `messaging.outbound` by these names. */
export type MessageRow = {
  readonly id: string;
  readonly sourceKey: string;
  readonly personNo: number;
  readonly memberId: string;
  readonly templateKey: string;
  readonly channel: string;
  readonly title: string;
  readonly causeKind: string;
  readonly causeId: string;
  readonly causeLabel: string;
};

/** What every fact about a message says of it. */
export function aboutMessage(row: MessageRow) {
  return {
    personNo: row.personNo,
    payload: {
      memberId: row.memberId,
      outboundId: row.id,
      sourceKey: row.sourceKey,
      templateKey: row.templateKey,
      channel: row.channel,
      title: row.title,
      because: { kind: row.causeKind, id: row.causeId, label: readSaid(row.causeLabel) },
    },
  };
}
