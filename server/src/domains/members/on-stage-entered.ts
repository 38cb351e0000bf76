import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { stageEntered } from '../audiences/events.ts';

/** Show each member's lifecycle stage in lists; of several changes in one batch the last one stands. */
export const onStageEntered = listener({
  name: 'members.on-stage-entered',
  on: [stageEntered],
  batch: 5000,
  handle: async (ctx, facts) => {
    const last = new Map<number, { stage: string; at: Date }>();
    for (const told of facts) {
      const payload = payloadOf(stageEntered, told);
      if (payload && told.personNo !== null) last.set(told.personNo, { stage: payload.to, at: told.occurredAt });
    }
    const changes = [...last];
    await sql`
      update members.standing s set stage = given.stage, stage_since = given.at
      from unnest(
        ${changes.map(([personNo]) => personNo)}::int[], ${changes.map(([, c]) => c.stage)}::text[],
        ${changes.map(([, c]) => c.at)}::timestamptz[]
      ) as given (person_no, stage, at)
      where s.person_no = given.person_no
    `.execute(ctx.db);
  },
});
