import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { allOf, bound, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { readRange } from '../../platform/event-store/range.ts';
import { attemptsSql } from './funnel-attempts.ts';
import { type FunnelInput, type FunnelPlan, planFunnel } from './funnel-plan.ts';

type Shape = (typeof analyticsContract)['POST /api/admin/reports/funnel/detail'];
export type FunnelDetailInput = RouteIn<Shape>['body'];
export type FunnelDetail = RouteOut<Shape>;
export type FunnelGroup = FunnelDetail['groups'][number];

/** More groups than these are told together. */
const MOST_GROUPS = 10;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Seconds. Taste: from a sitting over an evening to weeks. */
const BOUNDS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];

/**
 * The same persons as the funnel counts, told apart: by what began, by how long it took, and who of the lost may still go on.
 * @throws platform.bad_range, platform.too_heavy, analytics.bad_funnel
 */
export async function runFunnelDetail(
  ctx: StoreCtx,
  { breakdown, ...input }: FunnelDetailInput,
): Promise<FunnelDetail> {
  const plan = planFunnel(readRange(ctx, input), input);
  const spans = spansOf(plan);
  const rows = await runQuery<Row>(
    ctx,
    figuresSql(plan, spans, await attemptsSql(ctx, plan, breakdown ?? null), breakdown),
  );
  const [whole = emptyRow, ...parts] = rows;
  return {
    asOf: plan.range.asOf,
    groups: [groupOf(plan, 'all', whole), ...(breakdown === undefined ? [] : partsOf(plan, whole, parts))],
    times: spans.map((span, n) => ({ ...span, persons: whole[`b${n}`] ?? 0 })),
  };
}

type Row = Readonly<Record<`n${number}` | `o${number}` | `b${number}` | 'median' | 'p90', number>> & {
  readonly part: string;
};
const emptyRow: Row = { part: '', median: 0, p90: 0 };

type Span = { readonly over: number | null; readonly within: number | null };

/** No attempt takes longer than its window. */
function spansOf({ window }: FunnelPlan): readonly Span[] {
  const most = window === 'day' ? DAY : window.ms / 1000;
  const bounds = [...BOUNDS.filter((seconds) => seconds < most), most];
  return bounds.map((within, n) => ({ over: bounds[n - 1] ?? null, within }));
}

function figuresSql(plan: FunnelPlan, spans: readonly Span[], attempts: Piece, breakdown: string | undefined): Piece {
  const done = `level = ${plan.steps.length}`;
  const figures = [
    ...plan.steps.map((_, n) => `countIf(level > ${n}) AS n${n}, countIf(level = ${n + 1} AND is_open) AS o${n}`),
    ...spans.map((span, n) => `countIf(${done} AND ${tookSql(span)}) AS b${n}`),
    `quantileExactInclusiveIf(0.5)(total, ${done}) AS median, quantileExactInclusiveIf(0.9)(total, ${done}) AS p90`,
  ].join(', ');
  if (breakdown === undefined) return piece`SELECT '' AS part, ${figures} FROM (${attempts})`;
  // The whole comes first, then the parts; one more than is told says whether there are others.
  return piece`SELECT part, grouping(part) AS is_whole, ${figures} FROM (${attempts})
    GROUP BY GROUPING SETS ((), (part)) ORDER BY is_whole DESC, n0 DESC, part LIMIT ${MOST_GROUPS + 1}`;
}

function tookSql({ over, within }: Span): string {
  const bounds = [over === null ? '' : `total > ${over * 1000}`, within === null ? '' : `total <= ${within * 1000}`];
  return `(${bounds.filter((text) => text !== '').join(' AND ') || '1'})`;
}

function partsOf(plan: FunnelPlan, whole: Row, parts: readonly Row[]): FunnelGroup[] {
  const told = parts.map((row) => groupOf(plan, row.part === '' ? 'none' : 'value', row));
  const left = (key: `n${number}` | `o${number}`) =>
    parts.reduce((rest, row) => rest - (row[key] ?? 0), whole[key] ?? 0);
  if (left('n0') === 0) return told;
  const steps = plan.steps.map((_, n) => ({ persons: left(`n${n}`), open: left(`o${n}`) }));
  return [...told, { kind: 'others', value: '', steps, medianSeconds: null, p90Seconds: null }];
}

function groupOf(plan: FunnelPlan, kind: FunnelGroup['kind'], row: Row): FunnelGroup {
  const steps = plan.steps.map((_, n) => ({
    persons: row[`n${n}`] ?? 0,
    open: n + 1 < plan.steps.length ? (row[`o${n}`] ?? 0) : 0,
  }));
  const through = (steps.at(-1)?.persons ?? 0) > 0;
  const seconds = (ms: number) => (through ? Math.round(ms) / 1000 : null);
  return { kind, value: row.part, steps, medianSeconds: seconds(row.median), p90Seconds: seconds(row.p90) };
}

/** Whom a number of the detail counts. */
export type FunnelPart = {
  /** The step (from 0) that she came to; `lost`: and no further, `open`: but still may. */
  readonly step: number;
  readonly reach: 'reached' | 'lost' | 'open';
  readonly group: { readonly kind: FunnelGroup['kind']; readonly values: readonly string[] };
  readonly took: Span;
};

export async function personsOfDetail(
  ctx: StoreCtx,
  input: FunnelInput,
  breakdown: string | null,
  { step, reach, group, took }: FunnelPart,
): Promise<PersonSet> {
  const plan = planFunnel(readRange(ctx, input), input);
  const attempts = await attemptsSql(ctx, plan, breakdown);
  const which = allOf([
    piece`level ${reach === 'reached' ? '>=' : '='} ${step + 1}`,
    ...(reach === 'open' ? [piece`is_open`] : []),
    ...(took.over === null && took.within === null ? [] : [piece`${tookSql(took)}`]),
    ...groupSql(group),
  ]);
  return personsOfQuery(piece`SELECT person_no FROM (${attempts}) WHERE ${which}`);
}

function groupSql({ kind, values }: FunnelPart['group']): Piece[] {
  switch (kind) {
    case 'all':
      return [];
    case 'none':
      return [piece`part = ''`];
    case 'value':
      return [piece`part IN ${bound('Array(String)', values)}`];
    case 'others':
      return [piece`part NOT IN ${bound('Array(String)', values)}`];
  }
}
