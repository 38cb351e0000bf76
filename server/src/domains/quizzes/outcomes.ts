import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { purchases } from '../analytics/index.ts';
import { ledger } from '../benefits/index.ts';

const MOST = 50;
/** Orders count for so many days after she finished. Taste. */
export const WITHIN_DAYS = 14;

/** Quizzes that somebody finished on these days: each over all its time. What they bring beyond what would have come is told by the pop-up that leads there. */
export const quizOutcomes: Outcomes = { kinds: ['quiz'], ofTheDays: false, most: MOST, ask };

async function ask(ctx: Ctx, { from, to }: OutcomeDays) {
  const { rows } = await sql<{ id: string; name: string; people: number; first: Date; last: Date }>`
    select q.id, q.name, count(e.finished_at)::int as people, min(e.started_at) as first, max(e.started_at) as last
    from quizzes.quiz q join quizzes.entry e on e.quiz_id = q.id and not e.behind and not e.tester
    where q.id in (
      select quiz_id from quizzes.entry
      where not behind and not tester and finished_at >= ${dayStart(from)} and finished_at < ${dayStart(addDays(to, 1))}
    ) group by q.id, q.name order by q.id desc limit ${MOST}
  `.execute(ctx.db);
  const sales = await salesAfter(
    ctx,
    rows.map(({ id }) => id),
  );
  return Promise.all(
    rows.map(async ({ id, name, people, first, last }) =>
      outcomeOf({
        kind: 'quiz',
        id,
        name,
        to: `/quizzes/${id}`,
        people,
        cost: await ledger.costOf(ctx, id),
        sales: sales.get(id) ?? 0,
        who: {
          of: 'quizzes.people',
          values: {
            quiz: id,
            range: { from: shanghaiDay(first), to: shanghaiDay(last) },
            who: 'finished',
            result: 'any',
          },
        },
      }),
    ),
  );
}

/** Fen that were paid, less given back, by who finished each of these, in the days after she did. */
async function salesAfter(ctx: Ctx, quizzes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (quizzes.length === 0) return new Map();
  const known = ctx.now();
  const rows = await runQuery<{ quiz: string; sales: number }>(
    ctx,
    piece`
SELECT f.quiz AS quiz, sumIf(p.spent, p.paid_at >= f.finished_at AND p.paid_at < f.finished_at + INTERVAL ${WITHIN_DAYS} DAY) AS sales
FROM (
  SELECT person_no, JSONExtractString(props, 'quizId') AS quiz, min(ts) AS finished_at FROM history_once AS events
  WHERE name = 'quiz.finished' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
    AND JSONExtractString(props, 'quizId') IN ${bound('Array(String)', [...quizzes])}
  GROUP BY person_no, quiz
) AS f INNER JOIN (${purchases(known)}) AS p ON p.person_no = f.person_no GROUP BY f.quiz`,
  );
  return new Map(rows.map(({ quiz, sales }) => [quiz, Number(sales)]));
}
