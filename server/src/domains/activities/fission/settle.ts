import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { Listener } from '../../../platform/listeners.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { merges } from '../../members/index.ts';
import { lookAtAdded, type Ports, takeTurnsOf } from './look.ts';

const AT_ONCE = 500;

/** A friend is looked at once more when she can be counted back no more, and after a merge: who she is may be known by then. */
export function settleAdded(ports: Ports): Sweep {
  return sweep({
    name: 'activities.added',
    due: sql`(select min(look_at) from activities.added where look_at is not null)`,
    async run(ctx) {
      const { rows } = await sql<{ activityNo: number; external: string }>`
        select activity_no, external from activities.added where look_at <= ${ctx.now()} order by look_at limit ${AT_ONCE}
      `.execute(ctx.db);
      const activities = new Map<number, string[]>();
      for (const { activityNo, external } of rows)
        activities.set(activityNo, [...(activities.get(activityNo) ?? []), external]);
      for (const [activityNo, externals] of activities)
        await inTransaction(ctx, async (ctx) => {
          await takeTurnsOf(ctx, [activityNo]);
          await lookAtAdded(ctx, ports, activityNo, externals);
        });
      return rows.length;
    },
  });
}

/** Whoever is told of a merge is told in any order: by then customers of WeCom have followed as well. */
const HEARD_MS = MINUTE_MS;

export const onAddedMerged: Listener = merges.listener({
  name: 'activities.on-added-merged',
  join: async (ctx, { winnerNo, loserNo }) => lookAgain(ctx, [winnerNo, loserNo]),
  part: async (ctx, { winnerNo, returnedNo }) => lookAgain(ctx, [winnerNo, returnedNo]),
});

async function lookAgain(ctx: Ctx, persons: readonly number[]): Promise<void> {
  await sql`
    update activities.added d set look_at = ${new Date(ctx.now().getTime() + HEARD_MS)}
    where d.person_no = any(${[...persons]}::int[])
      or d.entry_no in (select e.no from activities.entry e where e.person_no = any(${[...persons]}::int[]))
  `.execute(ctx.db);
}
