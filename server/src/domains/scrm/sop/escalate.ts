import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { escalateTodos } from '../../todos/index.ts';
import { sidebarSetting } from '../sidebar/settings.ts';
import { planMorningWords } from './plan-morning-words.ts';

/** Nobody waits for a minute of a day that is over. Taste. */
const EVERY_MS = 10 * MINUTE_MS;

/** What staff did not do in time goes to the manager of their department, else to the first one. */
export function escalateLate(): Sweep {
  let quietUntil = 0;
  return sweep({
    name: 'scrm.escalate',
    due: null,
    async run(ctx) {
      const now = ctx.now().getTime();
      if (now < quietUntil) return 0;
      quietUntil = now + EVERY_MS;
      const { managers, escalateHours } = await getSetting(ctx, sidebarSetting);
      if (managers === null || managers.length === 0) return 0;
      await planMorningWords(ctx, managers);
      const answers = await whoAnswers(ctx, managers);
      return inTransaction(ctx, async (ctx) =>
        escalateTodos(ctx, new Date(now - escalateHours * 60 * MINUTE_MS), answers),
      );
    },
  });
}

/** Who of these managers answers for each member of staff: of her department, else the first. */
export async function whoAnswers(ctx: Ctx, managers: readonly string[]) {
  if (managers.length === 0) return [];
  const { rows } = await sql<{ userid: string; department: string }>`
    select userid, department from scrm.staff where gone_at is null
  `.execute(ctx.db);
  const departmentOf = new Map(rows.map(({ userid, department }) => [userid, department]));
  const there = managers.filter((userid) => departmentOf.has(userid));
  return rows.flatMap(({ userid, department }) => {
    const others = there.filter((manager) => manager !== userid);
    const to = others.find((manager) => departmentOf.get(manager) === department) ?? others[0];
    return to === undefined ? [] : [{ staffId: userid, to }];
  });
}
