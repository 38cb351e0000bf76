import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { cardTerm } from '@huoshui/contracts/words/loyalty';
import type { Ctx } from '../../../platform/ctx.ts';
import { form, type Names } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { type Privilege, privilegesOf } from '../levels/level-form.ts';
import type { CardKindRow, Terms } from './card.ts';

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;
const terms = valuesOf(cardTerm);

export const cardKindForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 10,
      hint: words('会员会看到，例如：免邮月卡', 'Members see it, e.g. Free delivery'),
    },
    {
      key: 'term',
      label: words('有效期', 'Good for'),
      kind: 'choice',
      options: terms.map((value) => ({ value, label: cardTerm[value] })),
      initial: 'month',
    },
    { key: 'price', label: words('售价', 'Price'), kind: 'money', min: 1, max: 1_000_000 },
    {
      key: 'freeShipping',
      label: words('每月免运费', 'Free deliveries a month'),
      kind: 'count',
      min: 1,
      max: 100,
      unit: words('次', 'times'),
      optional: true,
      hint: words(
        '从开卡起每 31 天为一个月；要付运费的订单自动使用',
        'A month is 31 days from its beginning; used by itself where a fee is due',
      ),
    },
    {
      key: 'discount',
      label: words('会员折扣', 'Pays'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 9.9,
      unit: words('折', 'tenths'),
      optional: true,
      hint: words(
        '填 9.5 就是 95 折；和会员价、等级折扣比，每件商品取最低的，不叠加',
        'Of the list price: 9.5 is 95%. Of this, the member price and the price of her level the lowest counts',
      ),
    },
    {
      key: 'pointTimes',
      label: words('积分倍数', 'Points'),
      kind: 'count',
      digits: 1,
      min: 1,
      max: 10,
      initial: 1,
      unit: words('倍', 'times'),
      hint: words('和等级的倍数比，取高的', 'Of this and that of her level the higher counts'),
    },
    {
      key: 'monthlyCoupon',
      label: words('每月送券', 'A coupon each month'),
      kind: 'picker',
      of: 'coupon',
      optional: true,
      hint: words(
        '开卡当时和之后每 31 天各送一张；退卡时收回没用的',
        'When it begins and every 31 days after that; what is unused goes when the card is given back',
      ),
    },
  ],
  problem: ({ freeShipping, discount, pointTimes, monthlyCoupon }) =>
    freeShipping === null && discount === null && pointTimes <= 1 && monthlyCoupon === null
      ? {
          at: 'freeShipping',
          words: words(
            '至少给一项权益：免运费、折扣、积分加倍或每月送券',
            'Give at least one: free deliveries, a discount, more points or a coupon each month',
          ),
        }
      : null,
  sentence: (values, names) => {
    const given = termsOfValues(values);
    const named = words(
      `${given.name} ¥${formatYuan(values.price)}，${given.months} 个月`,
      `${given.name}, ¥${formatYuan(values.price)} for ${given.months} ${given.months === 1 ? 'month' : 'months'}`,
    );
    return joinWords([named, ...entitlements(given, names).map(({ words: one }) => one)], words('，', ', '));
  },
});

type Values = {
  readonly name: string;
  readonly term: string;
  readonly price: number;
  readonly freeShipping: number | null;
  readonly discount: number | null;
  readonly pointTimes: number;
  readonly monthlyCoupon: string | null;
};

export function termsOfValues({ name, term, freeShipping, discount, pointTimes, monthlyCoupon }: Values): Terms {
  return {
    name,
    months: monthsOf[terms.find((one) => one === term) ?? 'month'],
    freeShipping,
    paysPercent: discount === null ? null : Math.round(discount * 10),
    pointTenths: Math.round(pointTimes * 10),
    monthlyCoupon,
  };
}

export function valuesOfKind(kind: CardKindRow) {
  const { name, months, price, freeShipping, paysPercent, pointTenths, monthlyCoupon } = kind;
  const discount = paysPercent === null ? null : paysPercent / 10;
  const term = terms.find((one) => monthsOf[one] === months) ?? 'month';
  return { name, term, price, freeShipping, discount, pointTimes: pointTenths / 10, monthlyCoupon };
}

/** What a card entitles to, each in a few words. */
export function entitlements(terms: Terms, names: Names): readonly (Privilege & { readonly words: Words })[] {
  const none = { id: '', growth: 0, gift: null, birthdayGift: null, service: null };
  const { monthlyCoupon } = terms;
  const coupon = monthlyCoupon === null ? null : (names('coupon', monthlyCoupon) ?? words('优惠券', 'coupon'));
  return [
    ...privilegesOf({ ...none, ...terms }, () => null),
    ...(coupon === null
      ? []
      : [{ kind: 'monthly' as const, words: words(`每月送「${coupon.zh}」`, `“${coupon.en}” each month`) }]),
  ];
}

/** What the coupons of these cards are called. */
export async function namesOfCoupons(ctx: Ctx, cards: readonly Terms[]): Promise<Names> {
  return ctx.names(
    ctx,
    cards.flatMap(({ monthlyCoupon }) =>
      monthlyCoupon === null ? [] : [{ of: 'coupon' as const, id: monthlyCoupon }],
    ),
  );
}
