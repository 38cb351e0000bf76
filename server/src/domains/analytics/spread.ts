import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { allOf, bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, type StoreCtx } from '../../platform/event-store/query.ts';
import { earlier, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { propertyText, type Selector, selects } from '../../platform/event-store/selector.ts';
import { daySql } from '../../platform/event-store/zone.ts';

export type SpreadQuestion = RangeInput & {
  readonly selector: Selector;
  /** How often each did it, on how many days, what a property adds up to for each; or the value of every event. */
  readonly of: 'times' | 'days' | 'sum' | 'value';
  readonly property: string | null;
  /** Left edges of the buckets; null: those that suit. */
  readonly edges: readonly number[] | null;
};

/** From an edge to the next, which is not in it; the last is open. */
export type Bucket = {
  readonly from: number | null;
  readonly to: number | null;
  readonly times: number;
  readonly persons: number;
};

export type Spread = {
  readonly buckets: readonly Bucket[];
  /** What has no number: of an event that is one it. */
  readonly without: { readonly times: number; readonly persons: number };
  readonly persons: number;
  readonly quantiles: readonly (number | null)[];
  readonly mean: number | null;
};

/** Of `quantiles`. */
export const LEVELS = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1] as const;

/** How what people did is spread over them. @throws platform.bad_range, platform.too_heavy */
export async function runSpread(ctx: StoreCtx, asked: SpreadQuestion): Promise<Spread> {
  const rows = valuesSql(ctx, asked);
  const edges = asked.edges ?? (await edgesFor(ctx, asked, rows));
  const buckets = bucketsOf(edges);
  const counts = buckets.map(({ from, to }) => {
    const is = within(from, to);
    return `(countIf(${is}), groupBitmapIf(person_no, ${is}))`;
  });
  const row = await runOne<{
    counts: readonly (readonly [number, number])[];
    none: readonly [number, number];
    persons: number;
    quantiles: readonly (number | null)[];
    mean: number | null;
  }>(
    ctx,
    piece`SELECT [${counts.join(', ')}] AS counts, (countIf(isNull(x)), groupBitmapIf(person_no, isNull(x))) AS none, groupBitmap(person_no) AS persons,
      quantilesExactInclusive(${LEVELS.join(', ')})(x) AS quantiles, avg(x) AS mean FROM (${rows})`,
  );
  const some = row !== undefined && row.mean !== null;
  return {
    buckets: buckets.map((bucket, n) => ({
      ...bucket,
      times: row?.counts[n]?.[0] ?? 0,
      persons: row?.counts[n]?.[1] ?? 0,
    })),
    without: { times: row?.none[0] ?? 0, persons: row?.none[1] ?? 0 },
    persons: row?.persons ?? 0,
    quantiles: LEVELS.map((_, n) => (some ? (row.quantiles[n] ?? null) : null)),
    mean: row?.mean ?? null,
  };
}

/** Who is in a bucket, or has no number. */
export function personsOfSpread(
  ctx: StoreCtx,
  asked: SpreadQuestion,
  bucket: { readonly from: number | null; readonly to: number | null } | null,
): PersonSet {
  const is = bucket === null ? 'isNull(x)' : within(bucket.from, bucket.to);
  return personsOfQuery(piece`SELECT person_no FROM (${valuesSql(ctx, asked)}) WHERE ${is}`);
}

/** (person_no, x): a row a person, or a row an event. */
function valuesSql(ctx: StoreCtx, { selector, of, property, ...days }: SpreadQuestion): Piece {
  const { start, until, known, zone } = readRange(ctx, days);
  const rows = piece`FROM history_once AS events WHERE ${allOf([selects(selector)])} AND person_no > 0
    AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, earlier(until, known))}`;
  const number = piece`toFloat64OrNull(${propertyText(property ?? 'value')})`;
  if (of === 'value') return piece`SELECT person_no, ${number} AS x ${rows}`;
  const each = {
    times: piece`toNullable(toFloat64(count()))`,
    days: piece`toNullable(toFloat64(uniqExact(${daySql('ts', zone)})))`,
    sum: piece`sum(${number})`,
  }[of];
  return piece`SELECT person_no, ${each} AS x ${rows} GROUP BY person_no`;
}

function within(from: number | null, to: number | null): string {
  const parts = [...(from === null ? [] : [`x >= ${from}`]), ...(to === null ? [] : [`x < ${to}`])];
  return parts.length === 0 ? 'isNotNull(x)' : parts.join(' AND ');
}

/** What lies below the first edge is a bucket too: nothing is left out. */
function bucketsOf(edges: readonly number[]): { readonly from: number | null; readonly to: number | null }[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  return [null, ...sorted].map((from, n) => ({ from, to: sorted[n] ?? null }));
}

const TIMES = [1, 2, 3, 4, 5, 10, 20, 50, 100];
const DAYS = [1, 2, 3, 4, 5, 6, 7, 15, 31, 91];

/** Ten steps of a round width between what is least and what is most. */
async function edgesFor(ctx: StoreCtx, { of }: SpreadQuestion, rows: Piece): Promise<readonly number[]> {
  if (of === 'times') return TIMES;
  if (of === 'days') return DAYS;
  const row = await runOne<{ least: number | null; most: number | null }>(
    ctx,
    piece`SELECT min(x) AS least, max(x) AS most FROM (${rows})`,
  );
  const [least, most] = [row?.least ?? 0, row?.most ?? 0];
  const width = roundUp((most - least) / 10);
  const first = Math.floor(least / width) * width;
  return Array.from({ length: 11 }, (_, n) => Number((first + n * width).toPrecision(12))).filter(
    (edge) => edge <= most || edge === first,
  );
}

/** The next of 1, 2, 5, 10, 20, 50 … and of their tenths. */
function roundUp(width: number): number {
  if (width <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 5, 10].find((step) => step * power >= width) ?? 10) * power;
}
