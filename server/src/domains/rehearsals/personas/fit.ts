import { createHash } from 'node:crypto';
import type { TrialAct, TrialPersona } from '@huoshui/contracts/trial';
import type { Ctx } from '../../../platform/ctx.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import { rehearsables } from '../../journeys/index.ts';
import { rehearsalErrors } from '../errors.ts';
import { peopleSql, shopSql } from './fit-sql.ts';
import { crowdOf, leavesCart, newcomersOf, type PersonFigures, personaOf, type ShopFigures } from './persona.ts';

/** So many messages sent before the share that was opened is taken for the shop's. */
const FEWEST_SENT = 50;
/** Where nothing was measured. Plain guesses, said to be such. */
const USUAL = { opens: 20, response: 5, allows: 0.5 } as const;

type Assumed = { readonly percent: number; readonly from: 'measured' | 'measured_none' | 'chosen' | 'usual' };
export type Assumptions = { readonly opens: Assumed; readonly response: Assumed };
export type Chosen = { readonly opens: number | null; readonly response: number | null };

export type Crowd = {
  readonly members: number;
  readonly personas: readonly TrialPersona[];
  /** How many of the shop each of them stands for, by persona. */
  readonly weights: readonly number[];
  readonly joining: number;
  /** Orders of the whole shop in as many days before. */
  readonly lately: number;
  readonly leavesCart: number;
  readonly allowsMessages: number;
};

export async function readShopFigures(ctx: Ctx, days = 28): Promise<ShopFigures> {
  const found = await runOne<ShopFigures>(ctx, shopSql(ctx.now(), days));
  if (!found || found.members === 0) throw rehearsalErrors.error('no_members');
  return found;
}

/**
 * What the operator chose stands; then what the shop measured; then a default. An effect below 0 is taken for none, since nobody
 * who is played orders less for being reached, and is said to be so. Percent.
 */
export function pick(chosen: number | null, measured: number | null, usual: number): Assumed {
  if (chosen !== null) return { percent: chosen, from: 'chosen' };
  if (measured === null) return { percent: usual, from: 'usual' };
  if (measured < 0) return { percent: 0, from: 'measured_none' };
  return { percent: Math.min(100, round(measured)), from: 'measured' };
}

export async function assume(ctx: Ctx, shop: ShopFigures, chosen: Chosen): Promise<Assumptions> {
  const opened = shop.sent >= FEWEST_SENT ? (100 * shop.opened) / shop.sent : null;
  return {
    opens: pick(chosen.opens, opened, USUAL.opens),
    response: pick(chosen.response, await rehearsables.measured(ctx), USUAL.response),
  };
}

/** Simulated shoppers as the shop's own are: the same seed over the same data draws the same. */
export async function fitCrowd(
  ctx: Ctx,
  shop: ShopFigures,
  { seed, shoppers, days }: { seed: number; shoppers: number; days: number },
): Promise<Crowd> {
  const { count, weight } = crowdOf(shop, shoppers, days);
  const people = await runQuery<PersonRow>(ctx, peopleSql(ctx.now(), seed, count));
  const known = people.map((row) => personaOf(shop, figuresOf(row)));
  const joining = newcomersOf(shop, { count: count.joining, days, draw: (n) => drawn(seed, n) });
  return {
    members: shop.members,
    personas: [...known, ...joining],
    weights: [
      ...known.map(({ orders }) => (orders.length > 0 ? weight.buyers : weight.others)),
      ...joining.map(() => weight.joining),
    ],
    joining: joining.length,
    lately: shop.lately,
    leavesCart: leavesCart(shop),
    allowsMessages: shop.asked >= 20 ? shop.allowed / shop.asked : USUAL.allows,
  };
}

type PersonRow = {
  readonly joined_ago: number;
  readonly orders: readonly (readonly [number, number])[];
  readonly visit_days: number;
  readonly hours: readonly number[];
  readonly categories: readonly (readonly [string, number])[];
  readonly acts: readonly (readonly [ago: number, hour: number, intoCart: number, product: string, category: string])[];
};

function figuresOf({ joined_ago, orders, visit_days, hours, categories, acts }: PersonRow): PersonFigures {
  return { joinedAgo: joined_ago, orders, visitDays: visit_days, hours, categories, acts: acts.map(actOf) };
}

function actOf([ago, hour, intoCart, product, category]: PersonRow['acts'][number]): TrialAct {
  return { ago, hour, name: intoCart === 1 ? 'cart_add' : 'product_view', product, category };
}

/** 0 ≤ x < 1, of the seed and a place. */
function drawn(seed: number, n: number): number {
  return createHash('sha256').update(`${seed}/joins/${n}`).digest().readUInt32BE(0) / 2 ** 32;
}

const round = (value: number) => Math.round(value * 10) / 10;
