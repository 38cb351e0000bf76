import { valuesOf } from '@huoshui/contracts/words';
import { overlapWarning } from '@huoshui/contracts/words/pricing';
import type { Offer } from '../offer.ts';
import type { Met } from '../price-only.ts';
import type { Deepest } from './deepest.ts';
import { howTheyMeet } from './meet.ts';

export type Warning = keyof typeof overlapWarning;

/** What an operator should know of it, the worst first. `cost`: fen of a piece, null where nobody said. */
export function warningsOf(
  { goods, quantity, used, belowFloor }: Deepest,
  offers: readonly Offer[],
  cost: number | null,
) {
  const holds: Readonly<Record<Warning, boolean>> = {
    for_nothing: goods === 0,
    below_cost: cost !== null && goods < cost * quantity,
    below_floor: belowFloor,
    same_group: someHoldBack(offers),
    stacks: used.length > 1,
  };
  return valuesOf(overlapWarning).filter((warning) => holds[warning]);
}

/** Those it could have where a piece is had for so many fen at the least. Of offers that hold each other back it is known. */
export function possibleWarnings(least: number, { offers, prices }: Met, cost: number | null): Warning[] {
  const could: Readonly<Record<Warning, boolean>> = {
    for_nothing: least <= 0,
    below_cost: cost !== null && least < cost,
    below_floor: offers.some(({ stacking }) => (stacking.floor ?? null) !== null),
    same_group: someHoldBack(offers),
    stacks: offers.length + prices.length > 1,
  };
  return valuesOf(overlapWarning).filter((warning) => could[warning]);
}

/** The higher the worse: by the worst of its warnings. */
export function dangerOf(warnings: readonly Warning[]): number {
  const [worst] = warnings;
  return worst === undefined ? 0 : valuesOf(overlapWarning).length - valuesOf(overlapWarning).indexOf(worst);
}

/** Rules that hold each other back by themselves; coupons always do, one at a time. */
function someHoldBack(offers: readonly Offer[]): boolean {
  const rules = offers.filter(({ automatic, layer }) => automatic && layer !== 'unit');
  const alone = rules.find(({ stacking }) => stacking.exclusive);
  if (alone && rules.some((other) => other !== alone && howTheyMeet(alone, other) !== null)) return true;
  const before = new Map<string, Offer[]>();
  return rules.some((rule) => {
    const rivals = before.get(rule.stacking.group) ?? [];
    before.set(rule.stacking.group, [...rivals, rule]);
    return rivals.some((other) => howTheyMeet(rule, other) !== null);
  });
}
