import { valueBand } from '@huoshui/contracts/words/audiences';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { nobody, type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { aliveSql, buyersSql, type Known } from './buyers.ts';
import { expectedOf } from './buying-model.ts';
import { inTurns } from './in-turns.ts';
import { chanceOf, chanceOfSpending, type Interval, intervalOf } from './spread.ts';
import { readModel, type ValueModel } from './value-model.ts';

/** By the probability that they are still there, the likeliest first; each takes what is at or above it. */
export const BANDS = [
  { band: 'sure', from: 0.8 },
  { band: 'likely', from: 0.6 },
  { band: 'open', from: 0.4 },
  { band: 'doubtful', from: 0.2 },
  { band: 'gone', from: 0 },
] as const;
export type Band = (typeof BANDS)[number]['band'];

/** Days ahead. */
export const HORIZONS = [30, 90, 365] as const;

type Row = {
  readonly band: number;
  readonly repeats: number;
  readonly last: number;
  readonly age: number;
  readonly members: number;
  readonly spent: number;
};

/**
 * Buyers as they stand now by the probability that they are still there, and what the models expect of them. The model is of the
 * last fitting, who is in which band of this moment.
 */
export async function reportValue(ctx: Ctx) {
  const model = await readModel(ctx);
  const rows = model === null ? [] : await readRows(ctx, model);
  const bands = await Promise.all(
    BANDS.map(async ({ band }, n) => {
      const alike = rows.filter((row) => row.band === n);
      const sum = (of: (row: Row) => number) => alike.reduce((total, row) => total + of(row), 0);
      return {
        band,
        label: valueBand[band],
        members: sum(({ members }) => members),
        spent: sum(({ spent }) => spent),
        looked: model === null ? [] : await lookAhead(model, alike),
      };
    }),
  );
  return {
    day: model?.day ?? null,
    buyers: rows.reduce((total, { members }) => total + members, 0),
    bands: bands.map(({ looked, ...band }) => ({
      ...band,
      ahead: looked.map(({ days, purchases, spent }) => ({ days, purchases, spent: Math.round(spent) })),
    })),
    ahead:
      model === null
        ? []
        : HORIZONS.map((days) =>
            wholeAhead(
              model,
              days,
              bands.flatMap(({ looked }) => looked),
            ),
          ),
    calibration: model?.calibration
      ? { ...model.calibration, interval: model.calibration.interval ?? null, rows: [...model.calibration.rows] }
      : null,
    model: model && { buying: model.buying, spending: model.spending },
  };
}

/** Who stands in a band now. */
export async function personsInBand(ctx: Ctx, band: Band): Promise<PersonSet> {
  const model = await readModel(ctx);
  if (model === null) return nobody;
  const place = BANDS.findIndex((one) => one.band === band);
  return personsOfQuery(
    piece`SELECT person_no FROM (${buyersSql(nowOf(ctx))}) AS bought WHERE ${bandSql(model)} = ${bound('UInt8', place)}`,
  );
}

/** Who is still there with a probability of so many percent or more, or of less. */
export function personsAlive(model: ValueModel, known: Known, side: 'atLeast' | 'below', percent: number): PersonSet {
  const compare = side === 'atLeast' ? '>=' : '<';
  return personsOfQuery(
    piece`SELECT person_no FROM (${buyersSql(known)}) AS bought WHERE 100 * ${aliveSql(model.buying)} ${compare} ${bound('Float64', percent)}`,
  );
}

export const nowOf = (ctx: Pick<Ctx, 'now'>): Known => ({ moment: ctx.now(), day: shanghaiDay(ctx.now()) });

async function readRows(ctx: Ctx, model: ValueModel): Promise<Row[]> {
  const rows = await runQuery<Row>(
    ctx,
    piece`SELECT ${bandSql(model)} AS band, repeats, last, age, count() AS members, sum(bought.spent) AS spent
      FROM (${buyersSql(nowOf(ctx))}) AS bought GROUP BY band, repeats, last, age`,
  );
  return rows.map((row) => ({ ...row, members: Number(row.members), spent: Number(row.spent) }));
}

/** The place in `BANDS`. */
function bandSql({ buying }: ValueModel): Piece {
  const alive = aliveSql(buying);
  const arms = BANDS.map(({ from }, n) => piece`${alive} >= ${bound('Float64', from)}, ${n}`);
  return piece`toUInt8(multiIf(${arms.slice(0, -1).reduce((all, arm) => piece`${all}, ${arm}`)}, ${BANDS.length - 1}))`;
}

/** Within each time: purchases that are expected, what they are worth together (fen), and the variance of both by chance. */
type Looked = {
  readonly days: number;
  readonly purchases: number;
  readonly spent: number;
  readonly chance: number;
  readonly chanceOfSpent: number;
};

async function lookAhead(model: ValueModel, rows: readonly Row[]): Promise<Looked[]> {
  const { slope } = await inTurns(rows, 4 * HORIZONS.length, (row, add) => {
    const each = worthOfEach(model, row);
    const expected = HORIZONS.map((days) => expectedOf(model.buying, row, days));
    add(
      row.members,
      0,
      ...expected,
      ...expected.map((purchases) => purchases * each),
      ...HORIZONS.map((days) => chanceOf(model.buying, row, days)),
      ...HORIZONS.map((days) => chanceOfSpending(model, row, days, each)),
    );
  });
  const at = (part: number, n: number) => slope[part * HORIZONS.length + n] ?? 0;
  return HORIZONS.map((days, n) => ({
    days,
    purchases: at(0, n),
    spent: at(1, n),
    chance: at(2, n),
    chanceOfSpent: at(3, n),
  }));
}

/** All bands together, with where it lies; null where the fit does not know how far it may be off. */
function wholeAhead(model: ValueModel, days: number, looked: readonly Looked[]) {
  const sum = (of: (one: Looked) => number) =>
    looked.filter((one) => one.days === days).reduce((total, one) => total + of(one), 0);
  const relative = model.spread?.find((one) => one.days === days)?.relative ?? null;
  const [purchases, spent] = [sum((one) => one.purchases), sum((one) => one.spent)];
  const inFen = ({ low, high }: Interval) => ({ low: Math.round(low), high: Math.round(high) });
  return {
    days,
    purchases,
    spent: Math.round(spent),
    interval:
      relative === null
        ? null
        : {
            purchases: intervalOf(
              purchases,
              sum((one) => one.chance),
              relative,
            ),
            spent: inFen(
              intervalOf(
                spent,
                sum((one) => one.chanceOfSpent),
                relative,
              ),
            ),
          },
  };
}

/**
 * What a purchase of theirs is worth on average: it is a straight line in what each spent, so all who bought so often are one.
 * @see purchaseWorth
 */
function worthOfEach({ spending }: ValueModel, { repeats, members, spent }: Row): number {
  const mean = spent / members / (repeats + 1);
  if (spending === null) return mean;
  const { p, q, v } = spending;
  const known = p * (repeats + 1) + q - 1;
  return known > 0 ? (p * (v + (repeats + 1) * mean)) / known : mean;
}
