import { bothOf } from '@huoshui/contracts/words';
import { orderErrors } from '../errors.ts';
import { isBought, unearnedUnits } from '../gift.ts';
import { lineIdOf, type OrderLine } from '../order.ts';
import { type PlannedLine, plannedUnits, unitsLeft } from './units.ts';

/**
 * What becomes of gifts: they follow the goods, or (`as_asked`, an exchange) are lines like others. `comesBack`: the goods come
 * back first, and gifts with them; `came`: how many did, where somebody has looked.
 */
export type GiftsFollow =
  | 'as_asked'
  | {
      readonly by: 'shopper' | 'operator';
      readonly comesBack: boolean;
      readonly came?: ReadonlyMap<string, number> | undefined;
      /** The shop lets her keep them, whatever the rule says. */
      readonly keeps?: boolean;
    };
type Follow = Exclude<GiftsFollow, string>;

/**
 * A refund with what it does to gifts that are not earned any more. Those that have not left the house stay in it. Of the others
 * the rule says: hers to keep; back with the goods, or what they are worth is kept of the money; or a shopper may give
 * back the whole order only. Adds the gifts' lines, and lessens those of the goods by what is kept. Pure.
 */
export function followGifts(lines: readonly OrderLine[], planned: readonly PlannedLine[], how: Follow): PlannedLine[] {
  const going = new Map(planned.map(({ lineId, quantity }) => [lineId, quantity]));
  const whole = lines.filter(isBought).every((line) => unitsLeft(line) === (going.get(lineIdOf(line)) ?? 0));
  let goods = [...planned];
  const gifts: PlannedLine[] = [];
  for (const line of lines) {
    const { gift } = line;
    if (gift === null || planned.length === 0) continue;
    const hers = gift.worth === 0 ? 0 : Math.ceil(line.chargedAmount / gift.worth);
    const left = unitsLeft(line) - hers;
    const unearned = Math.max(0, whole ? left : unearnedUnits(gift, left, lines, going));
    if (unearned > 0 && gift.broken === 'refuse' && how.by === 'shopper' && !whole)
      throw orderErrors.error('gift_breaks', { rule: bothOf(gift.label).zh });
    const { here } = plannedUnits(line, unearned, 0);
    const keeps = gift.broken === 'keep' || how.keeps === true;
    // what never left an order that goes back whole is not sent after it
    const back = keeps ? (whole ? here : 0) : comesBack(here, unearned, how, lineIdOf(line));
    const due = keeps ? 0 : (unearned - back) * gift.worth + owedFor(line, hers);
    const { kept, rest } = withhold(goods, due);
    goods = rest;
    if (back === 0 && kept === 0) continue;
    gifts.push({ ...plannedUnits(line, back, 0), ...(kept > 0 ? { charged: kept } : {}) });
  }
  return [...goods, ...gifts];
}

/** What is in the house stays there; what has left comes back with the goods, as many as came. */
function comesBack(here: number, unearned: number, { comesBack, came }: Follow, lineId: string): number {
  if (!comesBack) return here;
  return Math.max(here, Math.min(unearned, came?.get(lineId) ?? unearned));
}

/** Gifts that were paid for in part, by a refund that was too small for them. */
function owedFor({ gift, chargedAmount }: OrderLine, hers: number): number {
  return gift === null ? 0 : hers * gift.worth - chargedAmount;
}

/** Keeps so much of what these lines give back, of the first ones first, and never more than there is. */
function withhold(lines: readonly PlannedLine[], sum: number): { kept: number; rest: PlannedLine[] } {
  let left = sum;
  const rest = lines.map((line) => {
    const some = Math.min(left, line.amount);
    left -= some;
    if (some === 0) return line;
    return { ...line, amount: line.amount - some, withheld: (line.withheld ?? 0) + some };
  });
  return { kept: sum - left, rest };
}
