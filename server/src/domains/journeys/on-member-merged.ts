import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';
import { cancelMessages } from '../messaging/index.ts';
import { endRuns } from './end-runs.ts';
import { runPrefix } from './run.ts';

/** Two records are one person: her runs go with her; where both were in one journey, the earlier run stays the only one. */
export const onMemberMerged = listener({
  name: 'journeys.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (!merged) continue;
      const { winnerNo, loserNo, memberId } = merged;
      const { rows } = await sql<{ runId: number }>`
        select l.run_id from journeys.run_info l join journeys.run_info w using (journey_no)
        where l.person_no = ${loserNo} and w.person_no = ${winnerNo}
      `.execute(ctx.db);
      const doubled = rows.map((r) => r.runId);
      await endRuns(ctx, doubled, 'exited', words('与同一会员的另一次进入合并', 'Joined with her other entry'));
      await cancelMessages(ctx, doubled.map(runPrefix), 'exited');
      await sql`
        update journeys.run_info set person_no = ${winnerNo}, member_id = ${memberId}, entry_key = entry_key || ':merged:' || run_id
        where person_no = ${loserNo}
      `.execute(ctx.db);
      await sql`update journeys.run set person_no = ${winnerNo} where person_no = ${loserNo}`.execute(ctx.db);
    }
  },
});
