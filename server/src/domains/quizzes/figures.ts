import type { RouteOut } from '@huoshui/contracts/contract';
import type { quizContract } from '@huoshui/contracts/quizzes';
import { type RawBuilder, sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { ledger } from '../benefits/index.ts';
import { answersOf } from './quiz.ts';
import { mustFindQuiz } from './quizzes.ts';

type Told = RouteOut<(typeof quizContract)['GET /api/admin/quizzes/:id/figures']>;
type Figures = Told['whole'];
export type Days = { readonly from: string; readonly to: string };

/** How far somebody came; `followed`: she had to do something first, and did. */
export const steps = {
  started: sql`true`,
  finished: sql`finished_at is not null`,
  locked: sql`locked`,
  followed: sql`locked and told_at is not null`,
  told: sql`told_at is not null`,
  gifted: sql`coalesce(gift = 'given', false)`,
  refused: sql`coalesce(gift = 'refused', false)`,
} as const satisfies Readonly<Record<keyof Figures, RawBuilder<unknown>>>;

/** Who took it, by the day on which each began. Testers are not counted, nor the second record of one person. */
export function entriesOf(id: string, { from, to }: Days): RawBuilder<unknown> {
  return sql`quizzes.entry where quiz_id = ${id} and not behind and not tester
    and started_at >= ${dayStart(from)} and started_at < ${dayStart(addDays(to, 1))}`;
}

/** Throws `quizzes.not_found`. */
export async function figuresOfQuiz(ctx: Ctx, id: string, days: Days): Promise<Told> {
  const { values } = await mustFindQuiz(ctx, id);
  const hers = entriesOf(id, days);
  const { rows } = await sql<Figures & { day: string }>`
    select to_char(started_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, ${counts} from ${hers} group by 1 order by 1
  `.execute(ctx.db);
  const { rows: results } = await sql<{ result: number; people: number; gifted: number }>`
    select result, count(*)::int as people, count(*) filter (where ${steps.gifted})::int as gifted
    from ${hers} and result is not null group by 1
  `.execute(ctx.db);
  const { rows: answers } = await sql<{ question: number; answer: number; people: number }>`
    select a.question::int - 1 as question, a.answer, count(*)::int as people
    from (select answers from ${hers} and answers is not null) as e, unnest(e.answers) with ordinality as a (answer, question) group by 1, 2
  `.execute(ctx.db);
  const ofResult = (at: number) => results.find(({ result }) => result === at) ?? { people: 0, gifted: 0 };
  return {
    whole: wholeOf(rows),
    days: rows.map(({ day, ...figures }) => ({ day, figures })),
    results: values.results.map(({ title }, at) => ({
      title,
      people: ofResult(at).people,
      gifted: ofResult(at).gifted,
    })),
    questions: values.questions.map((one, question) => ({
      text: one.text,
      answers: answersOf(one).map((text, answer) => ({
        text,
        people: answers.find((row) => row.question === question && row.answer === answer)?.people ?? 0,
      })),
    })),
    cost: await ledger.costOf(ctx, id),
  };
}

const counts = sql.join(
  Object.entries(steps).map(([key, which]) => sql`count(*) filter (where ${which})::int as ${sql.id(key)}`),
);

function wholeOf(rows: readonly Figures[]): Figures {
  const sum = (key: keyof Figures) => rows.reduce((all, row) => all + row[key], 0);
  return {
    started: sum('started'),
    finished: sum('finished'),
    locked: sum('locked'),
    followed: sum('followed'),
    told: sum('told'),
    gifted: sum('gifted'),
    refused: sum('refused'),
  };
}
