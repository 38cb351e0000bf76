import { daysBetween, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import type { Standing } from '../standings.ts';
import { aliveSql, buyersSql, type Known } from './buyers.ts';
import type { Buying } from './buying.ts';
import { expectedOf, expectedWhileThere } from './buying-model.ts';
import { purchaseWorth } from './spending-model.ts';
import type { ValueModel } from './value-model.ts';

/** Her purchases as the models know them, in days; null where none counts. */
export function buyingOf({ purchases, firstAt, lastAt }: Standing, today: string): Buying | null {
  if (purchases === 0 || firstAt === null || lastAt === null) return null;
  const first = shanghaiDay(firstAt);
  return { repeats: purchases - 1, last: daysBetween(first, shanghaiDay(lastAt)), age: daysBetween(first, today) };
}

/** What is expected of one buyer in the next days, fen; null while nothing of hers counts. */
export function expectedSpent(model: ValueModel, one: Standing, today: string, days: number): number | null {
  const buying = buyingOf(one, today);
  return buying && expectedOf(model.buying, buying, days) * worthOfPurchase(model, one);
}

/** Fen, of each of her purchases. */
export function worthOfPurchase(
  { spending }: ValueModel,
  { purchases, spent }: Pick<Standing, 'purchases' | 'spent'>,
): number {
  const mean = spent / purchases;
  return (spending && purchaseWorth(spending, { repeats: purchases, mean })) ?? mean;
}

/**
 * A row a buyer: person_no, `spent`, and `expected`, what is expected of her in the next days, fen. How many purchases somebody
 * makes who has not gone hangs on two whole numbers alone, her repeats and her age: there are some thousand pairs of them, so
 * the formula is computed for each here, and looked up there.
 */
export async function worthSql(
  ctx: Pick<Ctx, 'events'>,
  model: ValueModel,
  known: Known,
  days: number,
): Promise<Piece> {
  const buyers = buyersSql(known);
  const pairs = await runQuery<{ repeats: number; age: number }>(
    ctx,
    piece`SELECT DISTINCT repeats, age FROM (${buyers})`,
  );
  const keys = pairs.map(({ repeats, age }) => keyOf(repeats, age));
  const values = pairs.map((pair) => expectedWhileThere(model.buying, pair, days));
  const list = (all: readonly number[], type: string) =>
    `arrayMap(n -> to${type}(n), splitByChar(',', '${all.join(',')}'))`;
  const ahead =
    keys.length === 0
      ? '0'
      : `transform(repeats * ${AGES} + age, ${list(keys, 'UInt64')}, ${list(values, 'Float64')}, 0.)`;
  return piece`SELECT person_no, spent, ${aliveSql(model.buying)} * ${ahead} * ${worthOfPurchaseSql(model)} AS expected
    FROM (${buyers}) AS bought`;
}

/** More than days of age that there can be. */
const AGES = 100_000;
const keyOf = (repeats: number, age: number) => repeats * AGES + age;

/** `worthOfPurchase`, of the columns of `buyersSql`. */
function worthOfPurchaseSql({ spending }: ValueModel): Piece {
  const mean = piece`bought.spent / (repeats + 1)`;
  if (spending === null) return mean;
  const [p, q, v] = [spending.p, spending.q, spending.v].map((value) => bound('Float64', value));
  if (p === undefined || q === undefined || v === undefined) return mean;
  const weight = piece`(${p} * (repeats + 1) + ${q} - 1)`;
  return piece`if(${weight} > 0, ${p} * (${v} + bought.spent) / ${weight}, ${mean})`;
}
