import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { costsOf, type Played, type Scorecards, type Since } from '../../platform/scorecard.ts';
import { ledger } from '../benefits/index.ts';
import { WITHIN_DAYS } from './outcomes.ts';
import { mustFindQuiz } from './quizzes.ts';

export const quizScorecards: Scorecards = { kind: 'quiz', can: 'activities.read', read };

/** Throws `quizzes.not_found`. */
async function read(ctx: Ctx, id: string): Promise<Played> {
  await mustFindQuiz(ctx, id);
  const { rows } = await sql<{ personNo: number; startedAt: Date; at: Date | null; tester: boolean }>`
    select person_no, started_at, finished_at as at, tester from quizzes.entry where quiz_id = ${id} and not behind
  `.execute(ctx.db);
  const taken = rows.filter(({ tester }) => !tester);
  const joined = taken.flatMap(({ personNo, at }): Since[] => (at === null ? [] : [{ personNo, at }]));
  const testers = rows.filter(({ tester }) => tester).map(({ personNo }) => personNo);
  return {
    // Who opened it began it.
    ...{ seen: taken.length, heldOut: null, joined, came: [] },
    newcomers: { visit: taken.map(({ personNo, startedAt }) => ({ personNo, at: startedAt })), known: [] },
    orders: { of: joined, days: WITHIN_DAYS },
    days: WITHIN_DAYS,
    costs: costsOf(await ledger.costsOf(ctx, id, testers)),
    compared: 'not_drawn',
    counted: words(
      `做完的人 ${WITHIN_DAYS} 天内付款的订单，退款已减去；打开过的都算看到`,
      `Orders of who finished it, paid within ${WITHIN_DAYS} days, less what went back; whoever opened it has seen it`,
    ),
  };
}
