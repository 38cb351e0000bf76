import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { groupWelcomeContract } from '@huoshui/contracts/group-welcomes';
import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../../../platform/count.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../../platform/cursor.ts';
import { pickedByForm } from '../../../../platform/form/check.ts';
import { readForm } from '../../../../platform/form/read.ts';
import { newId } from '../../../../platform/ids.ts';
import { dropTodos, tallyTodos } from '../../../todos/index.ts';
import { scrmErrors } from '../../errors.ts';
import { groupsOf } from '../rhythms/groups-of.ts';
import { welcomeCards } from './carry.ts';
import { type GroupWelcomeValues, groupWelcomeForm } from './welcome-form.ts';

type Shape = (typeof groupWelcomeContract)['GET /api/admin/group-welcomes'];
type Shown = RouteOut<Shape>['items'][number];
type Row = {
  readonly id: string;
  readonly name: string;
  readonly values: GroupWelcomeValues;
  readonly carried: boolean;
  readonly dueAt: Date | null;
  readonly trouble: Words | null;
  readonly publishedAt: Date | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('id, name, values, carried, due_at, trouble, published_at, archived_at, created_at');

/** WeCom has it seconds later. Throws `platform.bad_form`, `scrm.group_welcome_name_taken`. */
export async function createWelcome(ctx: Ctx, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, groupWelcomeForm, draft);
  const id = newId('gwl');
  const { rows } = await sql`
    insert into scrm.group_welcome (id, name, values, due_at, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('group_welcome_name_taken');
  return readWelcome(ctx, id);
}

export async function changeWelcome(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const stored = await mustFind(ctx, id);
  const values = await readForm(ctx, groupWelcomeForm, draft, { stored: stored.values });
  const { rows: taken } = await sql`
    select from scrm.group_welcome where lower(name) = lower(${values.name}) and id <> ${id}
  `.execute(ctx.db);
  if (taken.length > 0) throw scrmErrors.error('group_welcome_name_taken');
  await sql`
    update scrm.group_welcome set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, carried = false, tries = 0,
      due_at = case when archived_at is null then ${ctx.now()}::timestamptz end where id = ${id}
  `.execute(ctx.db);
  return readWelcome(ctx, id);
}

/** What WeCom did not take, or of which nobody knows whether it did, once more: the operator wants it so. */
export async function publishWelcome(ctx: Ctx, id: string): Promise<Shown> {
  await mustFind(ctx, id);
  await sql`
    update scrm.group_welcome set due_at = ${ctx.now()}, asked_at = null, tries = 0, trouble = null where id = ${id} and archived_at is null and not carried
  `.execute(ctx.db);
  return readWelcome(ctx, id);
}

/** Groups that use it say nothing any more; owners who have not got round to it are not asked any more. */
export async function archiveWelcome(ctx: Ctx, id: string, archived: boolean): Promise<Shown> {
  await mustFind(ctx, id);
  const now = ctx.now();
  await sql`
    update scrm.group_welcome set archived_at = ${archived ? now : null}, due_at = ${now}, carried = false, tries = 0, trouble = null, asked_at = null
    where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  if (archived) await dropTodos(ctx, [welcomeCards(id)]);
  return readWelcome(ctx, id);
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from scrm.group_welcome where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('group_welcome_not_found');
  return row;
}

async function readWelcome(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await present(ctx, [await mustFind(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('group_welcome_not_found');
  return shown;
}

export async function listWelcomes(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const state = query.state === undefined ? sql`true` : sql`(archived_at is null) = ${query.state === 'live'}`;
  const which = sql`strpos(lower(name || ' ' || (values->>'text')), lower(${query.q?.trim() ?? ''})) > 0 and ${state}`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from scrm.group_welcome where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.group_welcome where ${which}`);
  return { ...page, items, ...counted };
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<Shown[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(groupWelcomeForm, values)),
  );
  const tallies = await tallyTodos(
    ctx,
    rows.map(({ id }) => id),
    new Date(0),
  );
  return Promise.all(
    rows.map(async ({ carried, dueAt, archivedAt, publishedAt, createdAt, ...row }) => ({
      ...row,
      values: { ...row.values },
      state:
        archivedAt !== null
          ? ('archived' as const)
          : carried
            ? ('live' as const)
            : dueAt === null
              ? ('stuck' as const)
              : ('making' as const),
      sentence: groupWelcomeForm.sentence(row.values, names),
      groups: (await groupsOf(ctx, { tags: row.values.tags, groups: null })).length,
      used: tallies.get(row.id)?.done ?? 0,
      publishedAt: publishedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    })),
  );
}
