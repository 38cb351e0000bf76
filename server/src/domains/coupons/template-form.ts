import { joinWords, words } from '@huoshui/contracts/words';
import { couponChannel } from '@huoshui/contracts/words/coupons';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';
import { couponDiscounts, scopeText } from '../pricing/index.ts';
import { benefitWords, type Discount, validityWords } from './coupon.ts';
import { asDiscount } from './coupon-offer.ts';
import { discountIn, validityIn } from './template-values.ts';

const pieces = words('张', 'coupons');

/** A coupon: what it is worth, on what, how long, and how many of it there are. */
export const templateForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 20,
      hint: words('顾客会看到，例如：新人见面礼', 'Shoppers see it, e.g. Welcome gift'),
    },
    {
      key: 'note',
      label: words('使用说明', 'Note'),
      kind: 'text',
      max: 100,
      optional: true,
      hint: words('例如：不与其他活动同享', 'e.g. not with other offers'),
    },
    {
      key: 'kind',
      label: words('类型', 'Kind'),
      kind: 'choice',
      options: [
        { value: 'amount', label: couponDiscounts.amountOff.words },
        { value: 'percent', label: couponDiscounts.percentOff.words },
        { value: 'free_shipping', label: couponDiscounts.freeShipping.words },
      ],
      initial: 'amount',
    },
    {
      key: 'threshold',
      label: words('满多少可用', 'From an amount of'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      initial: 39_00,
      hint: words('0 为无门槛', '0 for none'),
    },
    {
      key: 'amount',
      label: words('减多少', 'Take off'),
      kind: 'money',
      min: 1,
      max: 100_000_00,
      initial: 10_00,
      when: { field: 'kind', is: ['amount'] },
    },
    {
      key: 'percentOff',
      label: words('减百分之几', 'Percent off'),
      kind: 'percent',
      min: 1,
      max: 99,
      initial: 10,
      hint: words('九折填 10，八五折填 15', '10 means the shopper pays 90%'),
      when: { field: 'kind', is: ['percent'] },
    },
    {
      key: 'cap',
      label: words('最多减', 'At most'),
      kind: 'money',
      min: 1,
      max: 100_000_00,
      optional: true,
      hint: words('不填就不封顶', 'Empty: no cap'),
      when: { field: 'kind', is: ['percent'] },
    },
    {
      key: 'scope',
      label: words('适用商品', 'Valid for'),
      kind: 'scope',
      by: ['all', 'categories', 'products'],
      except: true,
    },
    {
      key: 'validity',
      label: words('有效期', 'Validity'),
      kind: 'choice',
      options: [
        { value: 'days', label: words('领取后 N 天', 'Days after it is given') },
        { value: 'between', label: words('固定日期', 'Fixed dates') },
      ],
      initial: 'days',
    },
    {
      key: 'days',
      label: words('几天内有效', 'Valid for'),
      kind: 'count',
      min: 1,
      max: 365,
      initial: 7,
      unit: words('天', 'days'),
      when: { field: 'validity', is: ['days'] },
    },
    {
      key: 'between',
      label: words('开始和结束日期', 'First and last day'),
      kind: 'day_range',
      when: { field: 'validity', is: ['between'] },
    },
    {
      key: 'channel',
      label: words('发放方式', 'Given by'),
      kind: 'choice',
      options: [
        {
          value: 'shop',
          label: couponChannel.shop,
          hint: words('出现在领券中心和商品页，顾客自己领。', 'Shown in the coupon centre and on product pages.'),
        },
        {
          value: 'grant',
          label: couponChannel.grant,
          hint: words(
            '只由旅程或操作员发给指定的人，商城里看不到。',
            'Only journeys and operators give it; the shop does not show it.',
          ),
        },
      ],
      initial: 'shop',
    },
    {
      key: 'total',
      label: words('发放总量', 'Total'),
      kind: 'count',
      min: 1,
      max: 100_000_000,
      optional: true,
      unit: pieces,
      hint: words('不填就不限量', 'Empty: no limit'),
    },
    {
      key: 'perMember',
      label: words('每人限领', 'Per member'),
      kind: 'count',
      min: 1,
      max: 100,
      initial: 1,
      unit: pieces,
    },
  ],
  // What a discount of this kind cannot be is known to the kind; it speaks of its tiers, of which a coupon is one.
  problem: (values) => {
    const { kind, values: own } = asDiscount({ discount: discountIn(values), threshold: values.threshold });
    const found = kind.form.problem?.(own) ?? null;
    return found && { ...found, at: found.at.endsWith('.off') ? 'amount' : 'threshold' };
  },
  sentence: (values, names) => {
    const { threshold, scope, channel, total, perMember } = values;
    const discount = discountIn(values);
    const most = mostCost(discount, total);
    const rule = joinWords([scopeText(scope, names), benefitWords(discount, threshold)], words('：', ': '));
    const limit =
      channel === 'shop'
        ? words(`每人可领 ${perMember} 张`, `up to ${perMember} per member`)
        : words(`每人最多发 ${perMember} 张`, `given up to ${perMember} times per member`);
    return joinWords(
      [
        rule,
        validityWords(validityIn(values)),
        limit,
        ...(total === null ? [] : [words(`共 ${total} 张`, `${total} in all`)]),
        ...(most === null ? [] : [words(`最多优惠 ${formatYuan(most)}`, `costs at most ¥${formatYuan(most)}`)]),
      ],
      words('，', ', '),
    );
  },
});

/** What all of them would cost at most, in fen; null where nothing bounds it. */
function mostCost(discount: Discount, total: number | null): number | null {
  if (total === null || discount.kind === 'free_shipping') return null;
  const each = discount.kind === 'amount' ? discount.amount : discount.cap;
  return each === null ? null : each * total;
}
