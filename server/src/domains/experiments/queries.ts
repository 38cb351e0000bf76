import type { Draft } from '@huoshui/contracts/form';
import type { experimentState } from '@huoshui/contracts/words/experiments';
import { type RawBuilder, sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { experimentErrors } from './errors.ts';
import type { ExperimentRow } from './experiment.ts';
import type { ExperimentValues } from './experiment-form.ts';
import type { SubjectKind } from './subject.ts';

const COLUMNS = sql.raw(
  'no, id, name, state, subject_kind, subject_id, values, versions, stands, layer, stretch_from, stretch_to, started_at, ended_at, winner, learnt, gone, created_at',
);

export type Written = {
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly values: ExperimentValues;
  readonly versions: readonly Draft[];
};

/** False where another has the name. */
export async function insertExperiment(ctx: Ctx, id: string, { subject, values, versions }: Written): Promise<boolean> {
  const { rows } = await sql`
    insert into experiments.experiment (id, name, state, subject_kind, subject_id, values, versions, created_at)
    values (${id}, ${values.name}, 'draft', ${subject.kind}, ${subject.id}, ${JSON.stringify(values)}::jsonb,
      ${JSON.stringify(versions)}::jsonb, ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** What came of it: another may have the name, or it may have begun meanwhile. */
export async function updateExperiment(
  ctx: Ctx,
  id: string,
  { subject, values, versions }: Written,
): Promise<'changed' | 'name_taken' | 'begun'> {
  const { rows } = await sql<{ taken: boolean; changed: boolean }>`
    with taken as (
      select from experiments.experiment where lower(name) = lower(${values.name}) and id <> ${id}
    ), changed as (
      update experiments.experiment set name = ${values.name}, subject_kind = ${subject.kind}, subject_id = ${subject.id},
        values = ${JSON.stringify(values)}::jsonb, versions = ${JSON.stringify(versions)}::jsonb
      where id = ${id} and state = 'draft' and not exists (select from taken) returning id
    )
    select exists (select from taken) as taken, exists (select from changed) as changed
  `.execute(ctx.db);
  const [row] = rows;
  return row?.changed ? 'changed' : row?.taken ? 'name_taken' : 'begun';
}

/** False where it had begun before, or another runs on the same thing: the index decides. */
export async function setRunning(
  ctx: Ctx,
  id: string,
  stands: Draft,
  stretch: { readonly layer: string; readonly from: number; readonly to: number } | null,
): Promise<boolean> {
  const { rows } = await sql`
    update experiments.experiment e set state = 'running', started_at = ${ctx.now()}, stands = ${JSON.stringify(stands)}::jsonb, layer = ${stretch?.layer ?? null},
      stretch_from = ${stretch?.from ?? null}, stretch_to = ${stretch?.to ?? null}
    where id = ${id} and state = 'draft' returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Stretches that are taken of a layer, in their order; the layer is held until the end of the transaction. */
export async function holdStretches(
  ctx: Ctx,
  layer: string,
): Promise<readonly { readonly from: number; readonly to: number }[]> {
  await sql`
    insert into experiments.layer as l (name) values (lower(${layer})) on conflict (name) do update set name = l.name
  `.execute(ctx.db);
  const { rows } = await sql<{ from: number; to: number }>`
    select stretch_from as "from", stretch_to as "to" from experiments.experiment
    where lower(layer) = lower(${layer}) and state = 'running' order by stretch_from
  `.execute(ctx.db);
  return rows;
}

/** False where it was not running. */
export async function setEnded(
  ctx: Ctx,
  id: string,
  { winner, learnt }: { readonly winner: number | null; readonly learnt: string },
): Promise<boolean> {
  const { rows } = await sql`
    update experiments.experiment set state = 'ended', ended_at = ${ctx.now()}, winner = ${winner}, learnt = ${learnt}
    where id = ${id} and state = 'running' returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Throws `experiments.not_found`. */
export async function mustFind(ctx: Ctx, id: string): Promise<ExperimentRow> {
  const { rows } = await sql<ExperimentRow>`
    select ${COLUMNS} from experiments.experiment where id = ${id}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw experimentErrors.error('not_found', { id });
  return row;
}

export async function readRunning(ctx: Ctx, kind: SubjectKind): Promise<readonly ExperimentRow[]> {
  const { rows } = await sql<ExperimentRow>`
    select ${COLUMNS} from experiments.experiment where state = 'running' and subject_kind = ${kind} order by no
  `.execute(ctx.db);
  return rows;
}

/** What is running or is to run on things whose ids begin so; what has ended is left out. */
export async function readOf(ctx: Ctx, kind: SubjectKind, begins: string): Promise<readonly ExperimentRow[]> {
  const { rows } = await sql<ExperimentRow>`
    select ${COLUMNS} from experiments.experiment
    where state <> 'ended' and subject_kind = ${kind} and starts_with(subject_id, ${begins}) order by no
  `.execute(ctx.db);
  return rows;
}

/** What runs on these things has nobody to show itself to any more. */
export async function setGone(ctx: Ctx, kind: SubjectKind, ids: readonly string[]): Promise<void> {
  await sql`
    update experiments.experiment set state = 'ended', ended_at = ${ctx.now()}, gone = true
    where state = 'running' and subject_kind = ${kind} and subject_id = any(${[...ids]}::text[])
  `.execute(ctx.db);
}

export type ExperimentAsk = { readonly q: string; readonly state: keyof typeof experimentState | null };

/** The newest first. */
export async function listRows(
  ctx: Ctx,
  ask: ExperimentAsk & { readonly after: number | null; readonly limit: number },
): Promise<ExperimentRow[]> {
  const { rows } = await sql<ExperimentRow>`
    select ${COLUMNS} from experiments.experiment
    where ${matching(ask)} and (${ask.after}::int is null or no < ${ask.after}) order by no desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

const MOST_COUNTED = 10_000;

export async function countRows(ctx: Ctx, ask: ExperimentAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from experiments.experiment where ${matching(ask)}`);
}

function matching({ q, state }: ExperimentAsk): RawBuilder<boolean> {
  return sql`strpos(lower(name || ' ' || coalesce(values ->> 'question', '') || ' ' || learnt), lower(${q})) > 0
    and (${state}::text is null or state = ${state})`;
}
