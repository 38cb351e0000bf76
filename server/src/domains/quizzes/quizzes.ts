import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { quizContract } from '@huoshui/contracts/quizzes';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import { type FoundNames, type Picks, pickNames } from '../../platform/form/names.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { leading } from '../accounts/index.ts';
import { quizErrors } from './errors.ts';
import type { QuizForm, QuizValues } from './quiz-form.ts';

type Shape = (typeof quizContract)['GET /api/admin/quizzes'];
export type QuizView = RouteOut<Shape>['items'][number];
export type Quiz = {
  readonly id: string;
  readonly name: string;
  readonly values: QuizValues;
  readonly codeId: string | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('id, name, values, code_id, archived_at, created_at');

/** Throws `platform.bad_form`, `quizzes.name_taken`. */
export async function createQuiz(ctx: Ctx, form: QuizForm, draft: Draft): Promise<QuizView> {
  const values = await readForm(ctx, form, draft);
  const id = newId('qiz');
  const { rows } = await sql`
    insert into quizzes.quiz (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw quizErrors.error('name_taken');
  await carry(ctx, id, null, values);
  return readQuiz(ctx, form, id);
}

/** Who has finished it keeps the result that her answers came to. */
export async function changeQuiz(ctx: Ctx, form: QuizForm, id: string, draft: Draft): Promise<QuizView> {
  const before = await mustFindQuiz(ctx, id);
  const values = await readForm(ctx, form, draft, { stored: before.values });
  const { rows } = await sql`
    update quizzes.quiz set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and not exists (select from quizzes.quiz where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw quizErrors.error('name_taken');
  await carry(ctx, id, before, values);
  return readQuiz(ctx, form, id);
}

async function carry(ctx: Ctx, id: string, before: Quiz | null, { account, name }: QuizValues): Promise<void> {
  if (account !== null && before?.values.account === account && before.codeId !== null) return;
  const code = account === null ? null : await leading.code(ctx, account, `${name} ${id.slice(-4)}`);
  await sql`update quizzes.quiz set code_id = ${code} where id = ${id}`.execute(ctx.db);
}

export async function archiveQuiz(ctx: Ctx, form: QuizForm, id: string, archived: boolean): Promise<QuizView> {
  await mustFindQuiz(ctx, id);
  await sql`
    update quizzes.quiz set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readQuiz(ctx, form, id);
}

/** Throws `quizzes.not_found`. */
export async function mustFindQuiz(ctx: Ctx, id: string): Promise<Quiz> {
  const { rows } = await sql<Quiz>`select ${COLUMNS} from quizzes.quiz where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw quizErrors.error('not_found', { id });
  return row;
}

export async function readQuiz(ctx: Ctx, form: QuizForm, id: string): Promise<QuizView> {
  const [view] = await present(ctx, form, [await mustFindQuiz(ctx, id)]);
  if (view === undefined) throw quizErrors.error('not_found', { id });
  return view;
}

export async function listQuizzes(ctx: Ctx, form: QuizForm, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const q = query.q?.trim() ?? '';
  const which = sql`(strpos(lower(name), lower(${q})) > 0 or strpos(lower(values->>'title'), lower(${q})) > 0)
    and (${archived}::boolean is null or (archived_at is not null) = ${archived})`;
  const { rows } = await sql<Quiz>`
    select ${COLUMNS} from quizzes.quiz where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, form, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from quizzes.quiz where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}

async function present(ctx: Ctx, form: QuizForm, rows: readonly Quiz[]): Promise<QuizView[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(form, values)),
  );
  const { rows: counted } = await sql<{ id: string; finished: number; gifted: number }>`
    select quiz_id as id, count(finished_at)::int as finished, count(*) filter (where gift = 'given')::int as gifted from quizzes.entry
    where not behind and not tester and quiz_id = any(${rows.map(({ id }) => id)}::text[]) group by 1
  `.execute(ctx.db);
  const sums = new Map(counted.map((row) => [row.id, row]));
  return rows.map(({ id, name, values, codeId, archivedAt, createdAt }) => ({
    ...{ id, name, values, codeId },
    state: archivedAt === null ? 'live' : 'archived',
    sentence: form.sentence(values, names),
    trouble: archivedAt === null ? troubleOf(values, names) : null,
    finished: sums.get(id)?.finished ?? 0,
    gifted: sums.get(id)?.gifted ?? 0,
    page: `quizzes/pages/quiz?id=${id}`,
    createdAt: createdAt.toISOString(),
  }));
}

/** A gift that has ended is given to nobody any more. */
function troubleOf({ results }: QuizValues, names: FoundNames): Words | null {
  const ended = results.find(
    ({ gift }) => gift !== null && (names('benefit', gift) === null || names.ended('benefit', gift)),
  );
  if (ended === undefined || ended.gift === null) return null;
  const { zh, en } = names('benefit', ended.gift) ?? words('礼品', 'The gift');
  return words(
    `「${zh}」已经停用，结果「${ended.title}」的人现在拿不到`,
    `“${en}” has ended: who comes to “${ended.title}” is not given it`,
  );
}

/** Whether she may still take it: it is in use, and she has not finished it. */
export async function isQuizOpenFor(
  ctx: Ctx,
  { memberId }: { readonly memberId: string },
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from quizzes.quiz q where q.id = ${id} and q.archived_at is null and not exists (
      select from quizzes.entry e where e.quiz_id = q.id and e.member_id = ${memberId} and not e.behind and e.finished_at is not null
    )
  `.execute(ctx.db);
  return rows.length > 0;
}

/** For pages: of these quizzes those that she may still take, with what they say of themselves. */
export async function quizzesOpenFor(
  ctx: Ctx,
  { memberId }: { readonly memberId: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly title: string; readonly text: string }>> {
  const { rows } = await sql<Pick<Quiz, 'id' | 'values'>>`
    select q.id, q.values from quizzes.quiz q where q.id = any(${[...ids]}::text[]) and q.archived_at is null and not exists (
      select from quizzes.entry e where e.quiz_id = q.id and e.member_id = ${memberId} and not e.behind and e.finished_at is not null
    )
  `.execute(ctx.db);
  return new Map(rows.map(({ id, values: { title, intro } }) => [id, { title, text: intro ?? '' }]));
}

export const quizPicks: Picks = {
  quiz: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; archived: boolean }>`
      select id, name, archived_at is not null as archived from quizzes.quiz where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ archived, ...row }) => ({
        ...row,
        ended: archived,
        note: archived ? words('已停用', 'archived') : null,
      })),
    );
  },
};
