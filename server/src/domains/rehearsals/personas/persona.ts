import { TRIAL_HOURS, type TrialAct, type TrialPersona } from '@huoshui/contracts/trial';

/** What the store says of the whole shop; counts of `LOOKS_BACK_DAYS`, 90 or 28 days as their statement has it. */
export type ShopFigures = {
  readonly members: number;
  readonly buyers: number;
  /** Days since the first order of every buyer, added up, and the orders after those. */
  readonly repeating: readonly [days: number, orders: number];
  /** Who joined in some time, and who of them bought within a week. */
  readonly soon: readonly [joined: number, bought: number];
  /** First orders in 90 days of people who had joined more than a week before. */
  readonly late: number;
  readonly lately: number;
  readonly basket: number;
  readonly joined: number;
  readonly visits: number;
  readonly carts: number;
  /** Orders in the days of which visits are counted. */
  readonly ordersOfVisits: number;
  readonly sent: number;
  readonly opened: number;
  readonly allowed: number;
  readonly asked: number;
};

export type PersonFigures = {
  readonly joinedAgo: number;
  /** Paid orders as days ago and yuan, the oldest first. */
  readonly orders: readonly (readonly [ago: number, yuan: number])[];
  readonly visitDays: number;
  readonly hours: readonly number[];
  readonly categories: readonly (readonly [id: string, views: number])[];
  readonly acts: readonly TrialAct[];
};

/** How strongly a person is drawn to the mean of the shop: as if it had been watched for so many days. */
const DRAWN_TO_MEAN_DAYS = 30;
const LOOKS_BACK_DAYS = 180;
const VISITS_BACK_DAYS = 90;
/** Somebody who has been silent for more than so many of her own gaps may not come back. */
const GAPS = 2;
const SHORTEST_GAP_DAYS = 7;
/** Nobody buys or comes every day for sure. */
const MOST_A_DAY = 0.9;

/**
 * The chances of a person, from what she did. Once she has bought she buys at a rate of (n + m·30) ⁄ (T + 30) a day: n orders in T days since
 * the first, at most 180, drawn to the mean m of all buyers. Where she has been silent for longer than twice her own gap (her days before
 * that, by her orders; of one order the shop's), the rate falls by the square of how much longer. Before her first order she buys as others did
 * in their first week, or after it. She comes at the same kind of rate, over 90 days.
 */
export function personaOf(shop: ShopFigures, one: PersonFigures): TrialPersona {
  const began = one.orders[0]?.[0] ?? 0;
  const watched = Math.max(1, Math.min(LOOKS_BACK_DAYS, began));
  const recent = one.orders.filter(([ago], n) => ago <= LOOKS_BACK_DAYS && n > 0).length;
  const rate = (recent + repeatRate(shop) * DRAWN_TO_MEAN_DAYS) / (watched + DRAWN_TO_MEAN_DAYS);
  const looked = Math.max(1, Math.min(VISITS_BACK_DAYS, one.joinedAgo));
  const visits = (one.visitDays + meanVisits(shop) * DRAWN_TO_MEAN_DAYS) / (looked + DRAWN_TO_MEAN_DAYS);
  const spent = one.orders.map(([, yuan]) => yuan * 100);
  return {
    joinedAgo: one.joinedAgo,
    joinsOn: null,
    orders: one.orders.map(([ago, yuan]) => ({ ago: Math.max(1, Math.min(ago, one.joinedAgo)), yuan })),
    // Of today none is left out: all of it lies before the first day.
    acts: one.acts.map((act) => ({ ...act, ago: Math.max(1, Math.min(act.ago, one.joinedAgo)) })),
    buys: Math.min(MOST_A_DAY, rate * stillThere(shop, one)),
    first: firstRates(shop),
    visits: Math.min(MOST_A_DAY, visits),
    basketFen: Math.round((sumOf(spent) + shop.basket) / (spent.length + 1)),
    categories: sharesOf(one.categories),
    hours: hourShares(one.hours),
  };
}

/** Of a crowd so many have bought and so many join meanwhile: of a shop's members most do neither, and a crowd of those would show nothing. */
const BUYERS = 0.5;
const JOINING = 0.2;

export type Shares = { readonly buyers: number; readonly others: number; readonly joining: number };

/** How many of each a crowd has, and how many of the shop each of them stands for. */
export function crowdOf(
  shop: ShopFigures,
  size: number,
  days: number,
): { readonly count: Shares; readonly weight: Shares } {
  const join = (shop.joined / 28) * days;
  const joining = Math.min(Math.round(size * JOINING), Math.ceil(join));
  const buyers = Math.min(shop.buyers, Math.round(size * BUYERS));
  const others = Math.min(shop.members - shop.buyers, size - buyers - joining);
  const each = (persons: number, played: number) => (played > 0 ? persons / played : 0);
  return {
    count: { buyers, others, joining },
    weight: {
      buyers: each(shop.buyers, buyers),
      others: each(shop.members - shop.buyers, others),
      joining: each(join, joining),
    },
  };
}

/** Who joins while it is played, without a past; `draw` says when, 0 to 1. */
export function newcomersOf(
  shop: ShopFigures,
  { count, days, draw }: { count: number; days: number; draw: (n: number) => number },
): TrialPersona[] {
  return Array.from({ length: count }, (_, n) => ({
    joinedAgo: null,
    joinsOn: Math.floor(draw(n) * days),
    orders: [],
    acts: [],
    buys: Math.min(MOST_A_DAY, repeatRate(shop)),
    first: firstRates(shop),
    visits: Math.min(MOST_A_DAY, meanVisits(shop)),
    basketFen: shop.basket,
    categories: [],
    hours: hourShares([]),
  }));
}

/** Of days on which something was put into a cart, those without an order. */
export function leavesCart({ carts, ordersOfVisits: bought, visits }: ShopFigures): number {
  return visits === 0 ? 0 : Math.min(0.5, Math.max(0, carts - bought) / visits);
}

const repeatRate = ({ repeating: [days, orders] }: ShopFigures) => orders / Math.max(1, days);

/** Chances of a day of the first week, which come to the share who buy in it; and of a later day. */
function firstRates({ soon: [joined, bought], late, members, buyers }: ShopFigures): TrialPersona['first'] {
  const share = joined > 0 ? bought / joined : 0;
  return {
    soon: Math.min(MOST_A_DAY, 1 - (1 - Math.min(share, 0.999)) ** (1 / 7)),
    late: Math.min(MOST_A_DAY, late / Math.max(1, members - buyers) / VISITS_BACK_DAYS),
  };
}

const meanVisits = ({ visits, members }: ShopFigures) => visits / Math.max(1, members) / VISITS_BACK_DAYS;
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function stillThere(shop: ShopFigures, { orders, joinedAgo }: PersonFigures): number {
  const last = orders.at(-1);
  if (last === undefined) return 1;
  const [silent] = last;
  const ofShop = 1 / Math.max(1 / LOOKS_BACK_DAYS, repeatRate(shop));
  const gap = orders.length > 1 ? (joinedAgo - silent) / orders.length : ofShop;
  const longer = silent / (GAPS * Math.max(SHORTEST_GAP_DAYS, gap));
  return longer <= 1 ? 1 : 1 / longer ** 2;
}

function sharesOf(categories: PersonFigures['categories']): TrialPersona['categories'] {
  const all = sumOf(categories.map(([, views]) => views));
  // A tenth of what she takes is of anything.
  return categories.map(([id, views]) => ({ id, share: (0.9 * views) / all }));
}

/** Each visit's hour to the nearest of the hours that are played, with one visit at each beside what is known. */
function hourShares(hours: readonly number[]): number[] {
  const counts = TRIAL_HOURS.map((hour) => 1 + hours.filter((one) => nearest(one) === hour).length);
  return counts.map((count) => count / sumOf(counts));
}

function nearest(hour: number): number {
  return [...TRIAL_HOURS].sort((a, b) => Math.abs(a - hour) - Math.abs(b - hour))[0] ?? TRIAL_HOURS[0];
}
