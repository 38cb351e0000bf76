import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { purchases } from '../../analytics/index.ts';

/** Sums over the people of an arm: of what each did within the days, of the squares, and of what each spent in the weeks before. Money in fen. */
export type ArmSums = {
  readonly arm: number;
  readonly people: number;
  readonly buyers: number;
  readonly orders: number;
  readonly orders2: number;
  readonly spent: number;
  readonly spent2: number;
  readonly ordersSpent: number;
  readonly before: number;
  readonly before2: number;
  readonly beforeSpent: number;
  readonly tapped: number;
  readonly closed: number;
};

const COLUMNS = [
  'arm',
  'people',
  'buyers',
  'orders',
  'orders2',
  'spent',
  'spent2',
  'ordersSpent',
  'before',
  'before2',
  'beforeSpent',
  'tapped',
  'closed',
] as const satisfies readonly (keyof ArmSums)[];

/** What people spent before is looked at over so many days: longer than most rhythms of buying, short enough to be hers of today. */
const BEFORE_DAYS = 28;

type Asked = {
  /** A row a person: person_no, arm, seen_at, is_mixed. */
  readonly seen: Piece;
  readonly days: number;
  /** A row a person: person_no, last_tap, last_close. */
  readonly acts: Piece;
};

/**
 * One statement, over whoever saw an arm: orders count from that moment on and for so many days, refunds are taken off, and
 * orders that were given back whole are none.
 */
export async function readSums(
  ctx: Ctx,
  { seen, days, acts }: Asked,
): Promise<{ readonly arms: readonly ArmSums[]; readonly open: number; readonly inBoth: number }> {
  const known = ctx.now();
  const during = piece`p.counts AND p.paid_at >= s.seen_at AND p.paid_at < s.seen_at + INTERVAL ${days} DAY`;
  const earlier = piece`p.counts AND p.paid_at < s.seen_at AND p.paid_at >= s.seen_at - INTERVAL ${BEFORE_DAYS} DAY`;
  const rows = await runQuery<Readonly<Record<string, unknown>>>(
    ctx,
    piece`
SELECT arm, is_mixed AS isMixed, count() AS people, countIf(n_orders > 0) AS buyers, sum(n_orders) AS orders, sum(pow(n_orders, 2)) AS orders2,
  sum(n_spent) AS spent, sum(pow(n_spent, 2)) AS spent2, sum(n_orders * n_spent) AS ordersSpent, sum(n_before) AS before,
  sum(pow(n_before, 2)) AS before2, sum(n_before * n_spent) AS beforeSpent, sum(did_tap) AS tapped, sum(did_close) AS closed,
  countIf(first_seen + INTERVAL ${days} DAY > ${bound(INSTANT, known)}) AS open
FROM (
  SELECT b.arm AS arm, b.is_mixed AS is_mixed, b.first_seen AS first_seen, b.n_orders AS n_orders, b.n_spent AS n_spent, b.n_before AS n_before,
    a.last_tap >= b.first_seen AS did_tap, a.last_close >= b.first_seen AS did_close
  FROM (
    SELECT s.person_no AS who, any(s.arm) AS arm, any(s.is_mixed) AS is_mixed, any(s.seen_at) AS first_seen,
      toInt64(countIf(${during})) AS n_orders, toFloat64(sumIf(p.spent, ${during})) AS n_spent, toFloat64(sumIf(p.spent, ${earlier})) AS n_before
    FROM (${seen}) AS s LEFT JOIN (${purchases(known)}) AS p ON p.person_no = s.person_no
    GROUP BY s.person_no
  ) AS b LEFT JOIN (${acts}) AS a ON a.person_no = b.who
) GROUP BY arm, is_mixed ORDER BY arm`,
  );
  const numbers = rows.map((row) => {
    const sums = Object.fromEntries(COLUMNS.map((column) => [column, Number(row[column])]));
    return { sums, isMixed: Number(row.isMixed) === 1, open: Number(row.open) };
  });
  const compared = numbers.filter(({ isMixed }) => !isMixed);
  return {
    arms: compared.map(({ sums }) => ({ ...NONE, ...sums })),
    open: compared.reduce((sum, { open }) => sum + open, 0),
    inBoth: numbers.reduce((sum, { isMixed, sums }) => sum + (isMixed ? (sums.people ?? 0) : 0), 0),
  };
}

export const NONE: ArmSums = {
  arm: 0,
  people: 0,
  buyers: 0,
  orders: 0,
  orders2: 0,
  spent: 0,
  spent2: 0,
  ordersSpent: 0,
  before: 0,
  before2: 0,
  beforeSpent: 0,
  tapped: 0,
  closed: 0,
};

/** Who saw an arm, as who she is now: when first and which; in both where two people who saw different ones became one. */
export function exposedTo(experimentId: string, known: Date): Piece {
  return piece`
SELECT person_no, min(ts) AS seen_at, toInt32(argMin(JSONExtractInt(props, 'arm'), ts)) AS arm,
  toUInt8(uniqExact(JSONExtractInt(props, 'arm')) > 1) AS is_mixed
FROM history_once AS events
WHERE name = 'experiment.exposed' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, 'experimentId') = ${bound('String', experimentId)}
GROUP BY person_no`;
}

/** Who came to the thing itself, as if all were in its first arm: what a plan is made of. */
export function comingTo(came: Piece): Piece {
  return piece`SELECT person_no, seen_at, toInt32(0) AS arm, toUInt8(0) AS is_mixed FROM (${came})`;
}
