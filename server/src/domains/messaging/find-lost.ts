import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { messageUnknown } from './events.ts';

const SILENCE_MS = 3 * MINUTE_MS;

type Lost = {
  id: string;
  sourceKey: string;
  personNo: number;
  memberId: string;
  templateKey: string;
  channel: string;
  title: string;
  causeKind: string;
  causeId: string;
  causeLabel: string;
};

/** A process died between hand-over and answer: whether WeChat took the message nobody knows, so it is said so and left. */
export const findLost = sweep({
  name: 'messaging.find-lost',
  due: sql`(
    select min(handed_over_at) + ${SILENCE_MS}::int * interval '1 millisecond'
    from messaging.outbound where state = 'handed_over'
  )`,
  run: async (ctx: Ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Lost>`
        update messaging.outbound set state = 'unknown', error = '发送过程中断，结果未知'
        where id in (
          select id from messaging.outbound
          where state = 'handed_over' and handed_over_at <= ${new Date(ctx.now().getTime() - SILENCE_MS)}
          limit 500 for update skip locked
        )
        returning id, source_key, person_no, member_id, template_key, channel, title, cause_kind, cause_id, cause_label
      `.execute(ctx.db);
      for (const row of rows)
        ctx.emit(messageUnknown, {
          personNo: row.personNo,
          payload: {
            memberId: row.memberId,
            outboundId: row.id,
            sourceKey: row.sourceKey,
            templateKey: row.templateKey,
            channel: row.channel,
            title: row.title,
            because: { kind: row.causeKind, id: row.causeId, label: row.causeLabel },
          },
        });
      return rows.length;
    }),
});
