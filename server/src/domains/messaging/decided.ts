import type { DueCase } from './due.ts';
import type { Verdict } from './gate.ts';
import type { Composed } from './render.ts';

/** A message with what was decided of it, and its words. */
export type Decided = { readonly item: DueCase; readonly verdict: Verdict; readonly composed: Composed };

/** What every fact about a message says of it. */
export function aboutMessage({ item: { due }, verdict, composed }: Decided) {
  return {
    memberId: due.memberId,
    outboundId: due.id,
    sourceKey: due.sourceKey,
    templateKey: due.templateKey,
    channel: verdict.channel,
    title: composed.title,
    because: { kind: due.causeKind, id: due.causeId, label: due.causeLabel },
  };
}
