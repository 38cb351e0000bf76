import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Anomaly, targetContract } from '@huoshui/contracts/targets';
import { type RawBuilder, sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { analyticsErrors } from '../errors.ts';
import { runOverview } from '../overview.ts';
import { FEWEST_DAYS } from './judge.ts';

type Shape = (typeof targetContract)['GET /api/admin/anomalies'];
type Row = Omit<Anomaly, 'foundAt' | 'seenAt'> & { readonly foundAt: Date; readonly seenAt: Date | null };

export async function listAnomalies(
  ctx: Ctx,
  { q, cursor, limit = 20, seen }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  const after = decodeCursor(cursor, ['day', 'text']);
  const which = sql`(${q?.trim() || null}::text is null or strpos(lower(sentence::text), lower(${q?.trim() || null})) > 0)
    and (${seen ?? null}::text is null or (seen_at is not null) = ${seen === 'yes'})`;
  const rows = await read(
    ctx,
    sql`${which} and (${after?.[0] ?? null}::text is null or (day, id) < (${after?.[0] ?? null}::date, ${after?.[1] ?? null}))
      order by day desc, id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [row.day, row.id], present);
  if (after !== null) return page;
  const counted = await countUpTo(ctx, 10_000, sql`select from analytics.anomaly where ${which}`);
  return {
    ...page,
    ...counted,
    watching: { since: FEWEST_DAYS, days: await historyBefore(ctx, addDays(shanghaiDay(ctx.now()), -1)) },
  };
}

/** Days of history there are up to this one, as far as it matters. */
export async function historyBefore(ctx: Ctx, day: string): Promise<number> {
  const { days } = await runOverview(ctx, { from: addDays(day, -FEWEST_DAYS), to: day });
  const first = days.findIndex(({ orders, visitors }) => orders + visitors > 0);
  return first < 0 ? 0 : Math.min(FEWEST_DAYS, days.length - first);
}

/** @throws analytics.no_anomaly */
export async function readAnomaly(ctx: Ctx, id: string): Promise<Anomaly> {
  const [row] = await read(ctx, sql`id = ${id}`);
  if (!row) throw analyticsErrors.error('no_anomaly', { id });
  return present(row);
}

async function read(ctx: Ctx, where: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select id, day::text as day, figure, value, expected, low, high, sentence, found_at, seen_at, seen_by
    from analytics.anomaly where ${where}
  `.execute(ctx.db);
  return rows;
}

function present({ value, expected, low, high, foundAt, seenAt, ...row }: Row): Anomaly {
  return {
    ...row,
    value: Number(value),
    expected: Number(expected),
    low: Number(low),
    high: Number(high),
    foundAt: foundAt.toISOString(),
    seenAt: seenAt?.toISOString() ?? null,
  };
}
