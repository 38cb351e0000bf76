import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { distributionErrors } from './errors.ts';
import type { Plan } from './plan.ts';
import { type PlanValues, planForm } from './plan-form.ts';

type Shape = (typeof distributionContract)['GET /api/admin/distribution-plans'];
type PlanView = RouteOut<Shape>['items'][number];
type Row = {
  readonly id: string;
  readonly name: string;
  readonly values: PlanValues;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('id, name, values, archived_at, created_at');

/** All that may be in force. A shop has a few. */
export async function plansOf(ctx: Ctx): Promise<readonly Plan[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from distribution.plan where archived_at is null`.execute(ctx.db);
  return rows.map(({ id, createdAt, values: { scope, first, second, from, until } }) => ({
    ...{ id, scope, from, until, createdAt },
    first: Math.round(first * 100),
    second: Math.round(second * 100),
  }));
}

/** Throws `platform.bad_form`, `distribution.name_taken`. */
export async function createPlan(ctx: Ctx, draft: Draft): Promise<PlanView> {
  const values = await readForm(ctx, planForm, draft);
  const id = newId('dpl');
  const { rows } = await sql`
    insert into distribution.plan (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw distributionErrors.error('name_taken');
  return readPlan(ctx, id);
}

/** What was earned keeps its rate. */
export async function changePlan(ctx: Ctx, id: string, draft: Draft): Promise<PlanView> {
  const before = await find(ctx, id);
  const values = await readForm(ctx, planForm, draft, { stored: before.values });
  const { rows } = await sql`
    update distribution.plan set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and not exists (select from distribution.plan where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw distributionErrors.error('name_taken');
  return readPlan(ctx, id);
}

export async function archivePlan(ctx: Ctx, id: string, archived: boolean): Promise<PlanView> {
  await find(ctx, id);
  await sql`
    update distribution.plan set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readPlan(ctx, id);
}

async function find(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from distribution.plan where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('no_such_plan', { id });
  return row;
}

/** Throws `distribution.no_such_plan`. */
export async function readPlan(ctx: Ctx, id: string): Promise<PlanView> {
  const [view] = await present(ctx, [await find(ctx, id)]);
  if (view === undefined) throw distributionErrors.error('no_such_plan', { id });
  return view;
}

export async function listPlans(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const today = shanghaiDay(ctx.now());
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0
    and (${query.state ?? null}::text is null or ${query.state ?? null} = case when archived_at is not null then 'archived'
      when values->>'from' > ${today} then 'coming' when values->>'until' < ${today} then 'over' else 'running' end)`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from distribution.plan where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from distribution.plan where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<PlanView[]> {
  const today = shanghaiDay(ctx.now());
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(planForm, values)),
  );
  return rows.map(({ id, name, values, archivedAt, createdAt }) => ({
    ...{ id, name, values },
    state: archivedAt !== null ? 'archived' : stateOn(values, today),
    sentence: planForm.sentence(values, names),
    createdAt: createdAt.toISOString(),
  }));
}

function stateOn({ from, until }: PlanValues, today: string): 'coming' | 'over' | 'running' {
  if (from > today) return 'coming';
  return until !== null && until < today ? 'over' : 'running';
}
