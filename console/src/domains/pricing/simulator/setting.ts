import type { BodyOf } from '../../../ground/api.ts';
import { asInteger, asName, asNames, asOneOf, type Shape } from '../../../ui/address/shapes.ts';
import { instantOf } from '../../../ui/calendar.ts';

export type Item = { readonly skuId: string; readonly quantity: number };

/** What is tried out. It stands in the address of the page, so a link shows a colleague the same price. */
export type Setting = {
  readonly cart: readonly Item[];
  readonly who: 'new' | 'member' | 'level';
  readonly member: string;
  readonly level: string;
  /** `2026-11-30 20:00` in the shop's zone; empty: now. */
  readonly at: string;
  readonly region: string;
  readonly spend: 'best' | 'none' | 'chosen';
  /** Coupons she spends, where they are chosen. */
  readonly coupons: readonly string[];
  readonly points: number;
  /** Rules as if they were live, and templates as if she held a coupon of them. */
  readonly rules: readonly string[];
  readonly given: readonly string[];
};

export const MOST_QUANTITY = 999;
const MOST_POINTS = 100_000_000;

const asCart: Shape<readonly Item[]> = {
  read: (text) => {
    const items = text.split(',').map((one) => {
      const [skuId = '', quantity = '', more] = one.split(':');
      const count = asInteger(1, MOST_QUANTITY).read(quantity);
      return count === undefined || more !== undefined || asName.read(skuId) === undefined
        ? null
        : { skuId, quantity: count };
    });
    const sound = items.filter((item) => item !== null);
    return sound.length === items.length && sound.length <= 100 ? sound : undefined;
  },
  write: (items) => items.map(({ skuId, quantity }) => `${skuId}:${quantity}`).join(','),
};

/** An id, or none. */
const asId: Shape<string> = { read: asName.read, write: (id) => id };
const asRegion: Shape<string> = {
  read: (text) => (/^\p{Script=Han}{2,20}(\/\p{Script=Han}{2,20})?$/u.test(text) ? text : undefined),
  write: (region) => region,
};
const asMoment: Shape<string> = {
  read: (text) => (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text) && instantOf(text) !== null ? text : undefined),
  write: (moment) => moment,
};

export const settingShapes: { readonly [Key in keyof Setting]: Shape<Setting[Key]> } = {
  cart: asCart,
  who: asOneOf(['new', 'member', 'level']),
  member: asId,
  level: asId,
  at: asMoment,
  region: asRegion,
  spend: asOneOf(['best', 'none', 'chosen']),
  coupons: asNames(1, 5),
  points: asInteger(0, MOST_POINTS),
  rules: asNames(1, 10),
  given: asNames(1, 10),
};

export const nothingYet: Setting = {
  ...{ cart: [], who: 'new', member: '', level: '', at: '', region: '' },
  ...{ spend: 'best', coupons: [], points: 0, rules: [], given: [] },
};

export type Question = BodyOf<'POST /api/admin/simulations'>;

/** What is asked of the server; null while the cart is empty or nobody is chosen yet. */
export function questionOf(setting: Setting, draft: Question['draft']): Question | null {
  const { cart, who, member, level, at, region, spend, coupons, points, rules, given } = setting;
  if (cart.length === 0 || (who === 'member' && member === '') || (who === 'level' && level === '')) return null;
  const suppose = [...refs('promotions', rules), ...refs('coupons', given)];
  const instant = at === '' ? null : instantOf(at);
  return {
    lines: cart.map((item) => ({ ...item })),
    ...(who === 'member' ? { memberId: member } : {}),
    ...(who === 'level' ? { as: refs('levels', [level]) } : {}),
    ...(instant === null ? {} : { at: instant }),
    ...(region === '' ? {} : { region }),
    ...(spend === 'best' ? {} : { offers: spend === 'none' ? [] : refs('coupons', coupons) }),
    ...(points > 0 && who === 'member' ? { points } : {}),
    ...(suppose.length > 0 ? { suppose } : {}),
    ...(draft === undefined ? {} : { draft }),
  };
}

const refs = (source: string, ids: readonly string[]) => ids.map((offerId) => ({ source, offerId }));
