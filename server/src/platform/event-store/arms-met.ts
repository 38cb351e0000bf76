import type { Arm, Stratum } from '../arms.ts';
import type { Ctx } from '../ctx.ts';
import { bound, INSTANT, type Piece, piece } from './piece.ts';
import { runQuery } from './query.ts';

type Row = Arm & { readonly version: number; readonly treated: number; readonly mixed: number; readonly open: number };

const NONE: Arm = { members: 0, buyers: 0, orders: 0, orders2: 0, revenue: 0, revenue2: 0 };

type Asked = {
  /** The fact by which people are drawn into arms (`placement.met`): its payload says `arm` and `version`. */
  readonly fact: string;
  /** Which of its fields names the thing, and what it must be. */
  readonly of: readonly [field: string, id: string];
  /** Orders count for so many days after she met it. */
  readonly days: number;
  /** Paid orders as known at a moment (`purchases` of analytics). */
  readonly purchases: (known: Date) => Piece;
};

/**
 * Everybody to whom something came, as who she is now, and her orders from the moment she first met it (or would have) on, for so many days.
 * Who was merged across the arms is in neither.
 */
export async function readArmsMet(
  ctx: Ctx,
  { days, purchases, ...met }: Asked,
): Promise<{
  readonly strata: readonly Stratum[];
  /** Under which each of them came. */
  readonly versions: readonly number[];
  readonly open: number;
  readonly inBoth: number;
  /** Of everybody who was shown it, whether compared or not. */
  readonly shown: Pick<Arm, 'buyers' | 'orders' | 'revenue'>;
}> {
  const known = ctx.now();
  const rows = await runQuery<Row>(
    ctx,
    piece`
SELECT version, is_treated AS treated, is_mixed AS mixed, count() AS members, countIf(of_person > 0) AS buyers, sum(of_person) AS orders,
  sum(pow(of_person, 2)) AS orders2, sum(brought) AS revenue, sum(pow(brought, 2)) AS revenue2,
  countIf(met_at + INTERVAL ${days} DAY > ${bound(INSTANT, known)}) AS open
FROM (
  SELECT m.person_no AS who, any(m.version) AS version, any(m.is_treated) AS is_treated, any(m.is_mixed) AS is_mixed, any(m.met_at) AS met_at,
    countIf(p.counts AND p.paid_at >= m.met_at AND p.paid_at < m.met_at + INTERVAL ${days} DAY) AS of_person,
    sumIf(p.spent, p.counts AND p.paid_at >= m.met_at AND p.paid_at < m.met_at + INTERVAL ${days} DAY) AS brought
  FROM (${metBy(met, known)}) AS m LEFT JOIN (${purchases(known)}) AS p ON p.person_no = m.person_no
  GROUP BY m.person_no
) GROUP BY version, is_treated, is_mixed`,
  );
  const numbers = rows.map(
    (row): Row => ({
      version: Number(row.version),
      treated: Number(row.treated),
      mixed: Number(row.mixed),
      members: Number(row.members),
      buyers: Number(row.buyers),
      orders: Number(row.orders),
      orders2: Number(row.orders2),
      revenue: Number(row.revenue),
      revenue2: Number(row.revenue2),
      open: Number(row.open),
    }),
  );
  const compared = numbers.filter(({ mixed }) => mixed === 0);
  const versions = [...new Set(compared.map(({ version }) => version))].sort((a, b) => a - b);
  const armOf = (version: number, treated: number): Arm =>
    compared.find((row) => row.version === version && row.treated === treated) ?? NONE;
  return {
    versions,
    strata: versions.map((version) => ({ treated: armOf(version, 1), holdout: armOf(version, 0) })),
    open: compared.reduce((sum, { open }) => sum + open, 0),
    inBoth: numbers.reduce((sum, { mixed, members }) => sum + (mixed === 0 ? 0 : members), 0),
    shown: shownOf(numbers.filter(({ treated, mixed }) => treated === 1 || mixed === 1)),
  };
}

function shownOf(rows: readonly Arm[]): Pick<Arm, 'buyers' | 'orders' | 'revenue'> {
  const sum = (of: 'buyers' | 'orders' | 'revenue') => rows.reduce((all, row) => all + row[of], 0);
  return { buyers: sum('buyers'), orders: sum('orders'), revenue: sum('revenue') };
}

/** A row a person: when she first came to it, under which version, in which arm, and whether she is in both. */
function metBy({ fact, of: [field, id] }: Pick<Asked, 'fact' | 'of'>, known: Date): Piece {
  return piece`
SELECT person_no, min(ts) AS met_at, toInt64(argMin(JSONExtractInt(props, 'version'), ts)) AS version,
  toUInt8(argMin(JSONExtractString(props, 'arm'), ts) = 'treated') AS is_treated, toUInt8(uniqExact(JSONExtractString(props, 'arm')) > 1) AS is_mixed
FROM history_once AS events
WHERE name = ${bound('String', fact)} AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, ${bound('String', field)}) = ${bound('String', id)}
GROUP BY person_no`;
}

/** Both arms' people and what they did, over the versions. */
export function wholeOf(strata: readonly Stratum[], arm: 'treated' | 'holdout'): Arm {
  const sum = (of: keyof Arm) => strata.reduce((all, stratum) => all + stratum[arm][of], 0);
  return {
    members: sum('members'),
    buyers: sum('buyers'),
    orders: sum('orders'),
    orders2: sum('orders2'),
    revenue: sum('revenue'),
    revenue2: sum('revenue2'),
  };
}
