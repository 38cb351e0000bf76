import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { Target, targetContract } from '@huoshui/contracts/targets';
import type { TargetFigure, TargetPeriod } from '@huoshui/contracts/words/targets';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { analyticsErrors } from '../errors.ts';
import { lastDayOf } from './period.ts';
import { targetForm } from './target-form.ts';

type Shape = (typeof targetContract)['GET /api/admin/targets'];
type Shown = RouteOut<Shape>['items'][number];
type Row = {
  readonly id: string;
  readonly figure: TargetFigure;
  readonly period: TargetPeriod;
  readonly startsOn: string;
  readonly aim: number;
  readonly curve: Target['curve'];
  readonly createdAt: Date;
};

/** @throws platform.bad_form, analytics.target_taken */
export async function createTarget(ctx: Ctx, draft: Draft): Promise<Shown> {
  const id = newId('tgt');
  const { figure, period, startsOn, aim, curve } = await readTargetForm(ctx, draft);
  const { rows } = await sql`
    insert into analytics.target (id, figure, period, starts_on, aim, curve, created_at)
    values (${id}, ${figure}, ${period}, ${startsOn}::date, ${aim}, ${curve}, ${ctx.now()})
    on conflict (figure, period, starts_on) do nothing returning 1
  `.execute(ctx.db);
  if (rows.length === 0) throw analyticsErrors.error('target_taken');
  return readTarget(ctx, id);
}

/** @throws platform.bad_form, analytics.target_taken, analytics.no_target */
export async function changeTarget(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const { figure, period, startsOn, aim, curve } = await readTargetForm(ctx, draft);
  const { rows } = await sql<{ taken: boolean }>`
    with other as (
      select 1 from analytics.target where figure = ${figure} and period = ${period} and starts_on = ${startsOn}::date and id != ${id}
    ), changed as (
      update analytics.target set figure = ${figure}, period = ${period}, starts_on = ${startsOn}::date, aim = ${aim}, curve = ${curve}
      where id = ${id} and not exists (select from other)
    )
    select exists (select from other) as taken
  `.execute(ctx.db);
  if (rows[0]?.taken) throw analyticsErrors.error('target_taken');
  return readTarget(ctx, id);
}

export async function forgetTarget(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from analytics.target where id = ${id}`.execute(ctx.db);
  if (numAffectedRows === 0n) throw analyticsErrors.error('no_target', { id });
}

export async function listTargets(
  ctx: Ctx,
  { q, cursor, limit = 20 }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const after = decodeCursor(cursor, ['day', 'text']);
  const which = sql`strpos(starts_on::text, ${q?.trim() ?? ''}) > 0`;
  const rows = await read(
    ctx,
    sql`${which} and (${after?.[0] ?? null}::text is null or (starts_on, id) < (${after?.[0] ?? null}::date, ${after?.[1] ?? null}))
      order by starts_on desc, id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [row.startsOn, row.id], present);
  return after === null
    ? { ...page, ...(await countUpTo(ctx, 10_000, sql`select from analytics.target where ${which}`)) }
    : page;
}

/** Those whose period holds a day. */
export async function targetsOn(ctx: Ctx, day: string): Promise<readonly Omit<Shown, 'revision'>[]> {
  const rows = await read(
    ctx,
    sql`starts_on <= ${day}::date and starts_on > ${day}::date - 93 order by period, figure, id`,
  );
  return rows.map(present).filter(({ to }) => to >= day);
}

async function readTargetForm(ctx: Ctx, draft: Draft) {
  const { money, count, percent, curve, ...values } = await readForm(ctx, targetForm, draft);
  return { ...values, aim: money ?? count ?? percent ?? 0, curve: curve ?? 'even' };
}

async function readTarget(ctx: Ctx, id: string): Promise<Shown> {
  const [row] = await read(ctx, sql`id = ${id}`);
  if (!row) throw analyticsErrors.error('no_target', { id });
  return present(row);
}

async function read(ctx: Ctx, where: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select id, figure, period, starts_on::text as starts_on, aim, curve, created_at from analytics.target where ${where}
  `.execute(ctx.db);
  return rows;
}

function present({ startsOn, aim, createdAt, ...row }: Row): Shown {
  return {
    ...row,
    from: startsOn,
    to: lastDayOf(startsOn, row.period),
    aim: Number(aim),
    createdAt: createdAt.toISOString(),
  };
}
