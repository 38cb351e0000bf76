import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Cost, costsOf, sumOf } from '../../platform/scorecard.ts';
import { ledger } from '../benefits/index.ts';
import { buyers } from '../orders/index.ts';
import type { ActivityRow } from './activity.ts';

export type Costs = {
  /** Of everybody but testers. */
  readonly whole: readonly Cost[];
  /** Fen that its prices took off orders that count: of what went back, nothing. */
  readonly saved: number;
  /** Fen that were spent on people who are compared, and on the friends whom they brought. */
  readonly compared: number;
};

/**
 * What an activity cost, of the same people whose orders are told: gifts by the ledger, and what its prices took off. `versions`: those
 * in which there are two arms.
 */
export async function readCosts(ctx: Ctx, activity: ActivityRow, versions: readonly number[]): Promise<Costs> {
  const [testers, others] = [
    await numbersOf(ctx, TESTERS(activity.no)),
    await numbersOf(
      ctx,
      sql`select person_no from activities.met where activity_no = ${activity.no} and (mixed or version <> all(${[...versions]}::int[]))`,
    ),
  ];
  const out = [...testers, ...others];
  const prices = await pricesOf(ctx, activity, new Set(testers));
  const apart = new Set(others);
  const price = (of: typeof prices) => of.reduce((sum, { fen }) => sum + fen, 0);
  const saved = price(prices);
  return {
    whole: costsOf(await ledger.costsOf(ctx, activity.id, testers), saved),
    saved,
    compared: sumOf(
      costsOf(
        await ledger.costsOf(ctx, activity.id, out),
        price(prices.filter(({ personNo }) => !apart.has(personNo))),
      ),
    ),
  };
}

const TESTERS = (no: number) => sql`
  select person_no from activities.met where activity_no = ${no} and tester
  union select person_no from activities.entry where activity_no = ${no} and tester
  union select person_no from activities.invite where activity_no = ${no} and tester`;

async function numbersOf(ctx: Ctx, which: ReturnType<typeof TESTERS>): Promise<readonly number[]> {
  const { rows } = await sql<{ personNo: number }>`${which}`.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}

const sources = { group_buy: 'seat', flash_sale: 'flash_take', bargain: 'bargain' } as const;

/** Plays whose price anybody may buy at. */
export function isPublicPrice(play: ActivityRow['play']): play is keyof typeof sources {
  return play in sources;
}

/** Orders at its price, of who is no tester. */
async function pricesOf(ctx: Ctx, { no, id, play }: ActivityRow, testers: ReadonlySet<number>) {
  if (!isPublicPrice(play)) return [];
  const table = sql.table(`activities.${sources[play]}`);
  const hers =
    play === 'bargain'
      ? sql`entry_no in (select no from activities.entry where activity_no = ${no})`
      : sql`activity_no = ${no}`;
  const { rows } = await sql<{
    orderId: string;
  }>`select order_id from ${table} where order_id is not null and ${hers}`.execute(ctx.db);
  if (rows.length === 0) return [];
  const orderIds = rows.map(({ orderId }) => orderId);
  const found = await buyers.atPrice(ctx, { source: play, offerId: id, orderIds });
  return found.filter(({ personNo }) => !testers.has(personNo));
}
