import type { RehearsalResult } from '@huoshui/contracts/rehearsals';
import { type Words, words } from '@huoshui/contracts/words';
import { assumedFrom } from '@huoshui/contracts/words/rehearsals';
import type { Static } from '@sinclair/typebox';
import { addDays } from '../../platform/calendar.ts';
import type { Assumptions, Crowd } from './personas/fit.ts';
import type { JourneyFigures, WorldFigures } from './read-world.ts';

export type Result = Static<typeof RehearsalResult>;

type Played = {
  readonly crowd: Pick<Crowd, 'members' | 'personas' | 'weights' | 'joining' | 'lately'>;
  readonly seed: number;
  readonly days: number;
  readonly firstDay: string;
  readonly with: WorldFigures;
  readonly without: WorldFigures;
  readonly seconds: number;
};

/** Both worlds against one another, person by person. */
export function outcomeOf({ crowd, seed, days, firstDay, seconds, ...worlds }: Played): Result {
  const { with: played, without } = worlds;
  const journey = played.journey ?? NOTHING;
  const { weights } = crowd;
  const more = (of: (world: WorldFigures) => readonly number[]) =>
    of(played).map((value, n) => value - (of(without)[n] ?? 0));
  const inShop = (values: readonly number[]) => values.map((value, n) => value * (weights[n] ?? 0));
  const all = (values: readonly number[]) => Math.round(sumOf(inShop(values)));
  const interval = (values: readonly number[]) => roundedAll(intervalOf(inShop(values), weights, seed));
  const revenue = more((world) => world.revenue);
  return {
    members: crowd.members,
    played: crowd.personas.length,
    joined: crowd.joining,
    from: firstDay,
    to: addDays(firstDay, days - 1),
    with: totalsOf(played),
    without: totalsOf(without),
    shop: {
      orders: interval(more((world) => world.orders)),
      revenue: interval(revenue),
      net: interval(revenue.map((value, n) => value - (journey.spentOn[n] ?? 0))),
      cost: all(journey.spentOn.map((value, n) => value + (journey.couponsOf[n] ?? 0))),
      messages: all(journey.messagesOf),
      ordersWithout: all(without.orders),
      ordersLately: crowd.lately,
    },
    entered: journey.entered,
    heldOut: journey.heldOut,
    parked: journey.parked,
    cost: {
      coupons: journey.coupons,
      couponsUsed: journey.couponsUsed,
      couponMoney: journey.couponMoney,
      couponsLeft: journey.couponsLeft,
      couponsOpen: journey.couponsOpen,
      points: journey.points,
      pointsMoney: journey.pointsMoney,
      otherMoney: journey.otherMoney,
      messages: journey.messages,
      messageMoney: journey.messageMoney,
    },
    load: {
      days: Array.from({ length: days }, (_, day) => ({
        day: addDays(firstDay, day),
        messages: journey.messagesByDay[day] ?? 0,
        todos: journey.todosByDay[day] ?? 0,
        ordersWith: played.ordersByDay[day] ?? 0,
        ordersWithout: without.ordersByDay[day] ?? 0,
      })),
      hours: [...journey.messagesByHour],
      opened: journey.opened,
      todos: journey.todos,
    },
    suppressed: [...journey.suppressed],
    seconds,
  };
}

const NOTHING: JourneyFigures = {
  ...{ entered: 0, heldOut: 0, parked: 0, coupons: 0, couponsUsed: 0, couponMoney: 0, couponsLeft: 0, couponsOpen: 0 },
  ...{ points: 0, pointsMoney: 0, otherMoney: 0, messages: 0, messageMoney: 0, opened: 0, todos: 0 },
  ...{ messagesByDay: [], messagesByHour: Array.from({ length: 24 }, () => 0), todosByDay: [] },
  ...{ suppressed: [], spentOn: [], couponsOf: [], messagesOf: [] },
};

function totalsOf({ orders, revenue, couponMoney }: WorldFigures) {
  return { orders: sumOf(orders), revenue: sumOf(revenue), couponMoney };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const RESAMPLES = 2000;

/**
 * The sum of what each person did more, with a 95 % interval: 2 000 crowds drawn from these persons with replacement, as many as there are of
 * each kind (those who stand for as many of the shop, `kinds`), and the 2.5th and 97.5th of a hundred of their sums (percentile bootstrap, Efron 1979).
 * Persons are paired with themselves, so what they do by chance in both worlds cancels; what is left is chance in who was reached and
 * answered, not whether the assumption is right.
 */
export function intervalOf(differences: readonly number[], kinds: readonly number[], seed: number): Interval {
  const value = sumOf(differences);
  const strata = [...new Set(kinds)].map((kind) => differences.filter((_, n) => kinds[n] === kind));
  const dice = generator(seed);
  const sums = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (const stratum of strata)
      for (let n = 0; n < stratum.length; n += 1) sum += stratum[Math.floor(dice() * stratum.length)] ?? 0;
    return sum;
  }).sort((a, b) => a - b);
  return {
    value,
    low: sums[Math.floor(RESAMPLES * 0.025)] ?? value,
    high: sums[Math.ceil(RESAMPLES * 0.975) - 1] ?? value,
  };
}

type Interval = { readonly value: number; readonly low: number; readonly high: number };

const roundedAll = ({ value, low, high }: Interval): Interval => ({
  value: Math.round(value),
  low: Math.round(low),
  high: Math.round(high),
});

/** mulberry32, 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What it says, with the assumption that it follows from. */
export function textOf({ entered, shop: { orders } }: Result, { response }: Assumptions): Words {
  const percent = `${response.percent}%`;
  const from = assumedFrom[response.from];
  const taken = words(
    `这是模拟，不是预测：增量全部来自一个假设，每 100 次触达带来 ${response.percent} 笔额外订单（${from.zh}）`,
    `This is simulated, no forecast: all of it follows from one assumption, that ${percent} of those reached order once more (${from.en.toLowerCase()})`,
  );
  if (entered === 0)
    return words(`这几周没有人进入旅程。${taken.zh}。`, `Nobody came into the journey in these weeks. ${taken.en}.`);
  const range = `${signed(orders.low)} – ${signed(orders.high)}`;
  if (orders.low <= 0 && orders.high >= 0)
    return words(
      `放大到全店，看不出订单变化（${signed(orders.value)} 笔，95% 区间 ${range}）。${taken.zh}。`,
      `For the whole shop, no difference in orders to be seen (${signed(orders.value)}, 95% interval ${range}). ${taken.en}.`,
    );
  return words(
    `放大到全店，订单 ${signed(orders.value)} 笔（95% 区间 ${range}）。${taken.zh}。`,
    `For the whole shop, ${signed(orders.value)} orders (95% interval ${range}). ${taken.en}.`,
  );
}

const signed = (value: number) => (value > 0 ? `+${value}` : String(value));
