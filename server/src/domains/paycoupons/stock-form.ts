import type { Field } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { addDays } from '../../platform/calendar.ts';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';

const pieces = words('张', 'pieces');

/** Bounds are those of 创建代金券批次 (pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter9_1_1; 60 a person: community 0008c209abc2…). */
const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 20,
    hint: words(
      '顾客在微信卡包和付款时看到，最多 20 个字',
      'Shoppers see it in WeChat and when they pay; 20 characters at most',
    ),
  },
  {
    key: 'funding',
    label: words('谁先出钱', 'How it is paid for'),
    kind: 'choice',
    initial: 'settled',
    options: [
      {
        value: 'settled',
        label: words('免充值', 'Nothing beforehand'),
        hint: words('核销一张，微信就少结算一张的钱', 'WeChat settles that much less for each use'),
      },
      {
        value: 'prepaid',
        label: words('预充值', 'Prepaid'),
        hint: words(
          '激活时从商户号余额扣下总预算，用不完的结束后退回',
          'The whole budget is taken from the merchant account at the start, and what is left comes back after the end',
        ),
      },
    ],
  },
  { key: 'amount', label: words('面额', 'Worth'), kind: 'money', min: 1, max: 1_000_00, initial: 5_00 },
  {
    key: 'minimum',
    label: words('满多少可用', 'From a payment of'),
    kind: 'money',
    min: 2,
    max: 100_000_00,
    initial: 30_00,
    hint: words(
      '按店里优惠之后的应付算，必须大于面额',
      'Of what is payable after the shop’s own offers; more than the worth',
    ),
  },
  {
    key: 'total',
    label: words('发放总量', 'How many'),
    kind: 'count',
    min: 1,
    max: 10_000_000,
    initial: 1000,
    unit: pieces,
  },
  {
    key: 'perMember',
    label: words('每人最多', 'At most per person'),
    kind: 'count',
    min: 1,
    max: 60,
    initial: 1,
    unit: pieces,
    hint: words('微信最多允许 60 张', 'WeChat allows 60 at most'),
  },
  {
    key: 'dayAmount',
    label: words('每天最多发出', 'At most a day'),
    kind: 'money',
    min: 1,
    max: 100_000_000_00,
    optional: true,
    hint: words('按面额合计；不填不限', 'Of their worth in all; empty: no bound'),
  },
  { key: 'from', label: words('从哪天起', 'From'), kind: 'day' },
  { key: 'until', label: words('到哪天', 'Until'), kind: 'day' },
  {
    key: 'days',
    label: words('领到后几天内有效', 'Good for so many days'),
    kind: 'count',
    min: 1,
    max: 365,
    optional: true,
    unit: words('天', 'days'),
    hint: words('不填就到结束那天', 'Empty: until the last day'),
  },
  {
    key: 'description',
    label: words('使用说明', 'How it is used'),
    kind: 'text',
    max: 200,
    lines: 3,
    hint: words(
      '顾客在微信里看到，例如：在本店小程序下单，付款时自动抵扣',
      'Shoppers read it in WeChat, e.g. “Taken off by itself when you pay in our mini program”',
    ),
  },
] as const satisfies readonly Field[];

export const stockForm = form({
  fields,
  problem: ({ amount, minimum, total, dayAmount, from, until, days }) => {
    if (minimum <= amount)
      return { at: 'minimum', words: words('门槛必须大于面额', 'More than the worth of the coupon') };
    if (amount * total > MOST_BUDGET)
      return { at: 'total', words: words('总预算不能超过 1 亿元', 'The budget is ¥100,000,000 at most') };
    if (dayAmount !== null && dayAmount < amount)
      return { at: 'dayAmount', words: words('至少够发一张', 'At least enough for one') };
    if (dayAmount !== null && dayAmount > amount * total)
      return { at: 'dayAmount', words: words('不能超过总预算', 'No more than the whole budget') };
    if (until < from) return { at: 'until', words: words('不能早于开始的日期', 'Not before the first day') };
    if (until > addDays(from, MOST_DAYS)) return { at: 'until', words: words('最长 365 天', '365 days at most') };
    return days !== null && until < addDays(from, days - 1)
      ? { at: 'days', words: words('比这批券还长', 'Longer than the stock') }
      : null;
  },
  sentence: ({ funding, amount, minimum, total, perMember, from, until, days }) => {
    const worth = worthWords(amount, minimum);
    const budget = formatYuan(amount * total, true);
    const last = days === null ? words('', '') : words(`，领到后 ${days} 天内有效`, `, good for ${days} days`);
    const paid = funding === 'prepaid' ? words('预充值', 'prepaid') : words('免充值', 'settled at use');
    return words(
      `${worth.zh}，共 ${total} 张，每人 ${perMember} 张，${from} 至 ${until}${last.zh}；${paid.zh}，最多花 ¥${budget}`,
      `${worth.en}, ${total} pieces, ${perMember} a person, ${from} to ${until}${last.en}; ${paid.en}, ¥${budget} at most`,
    );
  },
});

const MOST_BUDGET = 100_000_000_00;
const MOST_DAYS = 364;

export function worthWords(amount: number, minimum: number): Words {
  const [off, from] = [formatYuan(amount, true), formatYuan(minimum, true)];
  return words(`满 ${from} 减 ${off} 元`, `¥${off} off from ¥${from}`);
}
