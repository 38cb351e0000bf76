import { joinWords, words } from '@huoshui/contracts/words';
import { couponChannel, couponGroup } from '@huoshui/contracts/words/coupons';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';
import { couponDiscounts, scopes } from '../pricing/index.ts';
import { audienceWords } from './audience.ts';
import { benefitWords, type Discount, usableText, validityWords } from './coupon.ts';
import { asDiscount } from './coupon-offer.ts';
import { audienceIn, discountIn, everything, hoursIn, validityIn } from './template-values.ts';

const pieces = words('张', 'coupons');

const weekdayOptions = [
  { value: '1', label: words('周一', 'Mon') },
  { value: '2', label: words('周二', 'Tue') },
  { value: '3', label: words('周三', 'Wed') },
  { value: '4', label: words('周四', 'Thu') },
  { value: '5', label: words('周五', 'Fri') },
  { value: '6', label: words('周六', 'Sat') },
  { value: '7', label: words('周日', 'Sun') },
] as const;

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
        { value: 'exchange', label: words('兑换券', 'One product for it') },
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
      when: { field: 'kind', is: ['amount', 'percent', 'free_shipping'] },
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
      when: { field: 'kind', is: ['percent', 'exchange'] },
    },
    {
      key: 'sku',
      label: words('兑换哪个规格', 'Which SKU'),
      kind: 'picker',
      of: 'sku',
      when: { field: 'kind', is: ['exchange'] },
    },
    {
      key: 'price',
      label: words('兑换价', 'What she pays'),
      kind: 'money',
      min: 0,
      max: 100_000_00,
      initial: 0,
      hint: words('0 为免费兑换', '0: it is free'),
      when: { field: 'kind', is: ['exchange'] },
    },
    {
      key: 'scope',
      label: words('适用商品', 'Valid for'),
      kind: 'scope',
      by: ['all', 'categories', 'products'],
      except: true,
      when: { field: 'kind', is: ['amount', 'percent', 'free_shipping'] },
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
      key: 'usable',
      label: words('可用时段', 'Usable'),
      kind: 'choice',
      options: [
        { value: 'always', label: words('有效期内随时', 'At any time') },
        { value: 'hours', label: words('每周固定时段', 'At some hours of the week') },
      ],
      initial: 'always',
    },
    {
      key: 'weekdays',
      label: words('星期', 'Days'),
      kind: 'choices',
      options: weekdayOptions,
      min: 1,
      initial: ['1', '2', '3', '4', '5'],
      hint: words('按星期算，节假日不变', 'By weekday; holidays change nothing'),
      when: { field: 'usable', is: ['hours'] },
    },
    {
      key: 'hourFrom',
      label: words('从', 'From'),
      kind: 'minute_of_day',
      min: 0,
      max: 1439,
      initial: 600,
      when: { field: 'usable', is: ['hours'] },
    },
    {
      key: 'hourTo',
      label: words('到', 'Until'),
      kind: 'minute_of_day',
      min: 0,
      max: 1439,
      initial: 840,
      hint: words('到点即止；0:00 表示到当天结束', 'It ends at this minute; 0:00 is the end of the day'),
      when: { field: 'usable', is: ['hours'] },
    },
    {
      key: 'stack',
      label: words('叠加分组', 'Group'),
      kind: 'choice',
      options: [
        {
          value: 'main',
          label: couponGroup.main,
          hint: words('每单用一张；可与其他组的券一起用。', 'One an order; goes with coupons of other groups.'),
        },
        {
          value: 'goods',
          label: couponGroup.goods,
          hint: words(
            '适合品类券、商品券：先减这一张，再算通用组的门槛。',
            'For categories and products: taken off before the main one.',
          ),
        },
        {
          value: 'exchange',
          label: couponGroup.exchange,
          hint: words('适合兑换券：换走一件，其余照常用券。', 'For exchanges: one piece goes, the rest as ever.'),
        },
      ],
      initial: 'main',
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
      key: 'who',
      label: words('谁能领', 'Who may take it'),
      kind: 'choice',
      options: [
        { value: 'all', label: words('所有人', 'Everybody') },
        {
          value: 'newcomers',
          label: words('新客', 'Newcomers'),
          hint: words('还没有下过单', 'Who have not ordered yet'),
        },
        { value: 'returning', label: words('老客', 'Those who have ordered') },
        { value: 'levels', label: words('指定等级', 'Members of levels') },
      ],
      initial: 'all',
      when: { field: 'channel', is: ['shop'] },
    },
    {
      key: 'levels',
      label: words('等级', 'Levels'),
      kind: 'picker',
      of: 'level',
      many: 20,
      when: { field: 'who', is: ['levels'] },
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
    const hours = hoursIn(values);
    if (hours !== null && hours.from >= hours.to)
      return { at: 'hourTo', words: words('要晚于开始时间', 'Later than it begins') };
    const { kind, values: own } = asDiscount({ discount: discountIn(values), threshold: values.threshold ?? 0 });
    const found = kind.form.problem?.(own) ?? null;
    return found && { ...found, at: found.at.endsWith('.off') ? 'amount' : 'threshold' };
  },
  sentence: (values, names) => {
    const { scope, sku, channel, total, perMember } = values;
    const threshold = values.threshold ?? 0;
    const discount = discountIn(values);
    const hours = hoursIn(values);
    const audience = audienceIn(values);
    const goods = sku === null ? scopes.text(scope ?? everything, names) : (names('sku', sku) ?? words('', ''));
    const most = mostCost(discount, total);
    const rule = joinWords([goods, benefitWords(discount, threshold)], words('：', ': '));
    const limit =
      channel === 'shop'
        ? words(`每人可领 ${perMember} 张`, `up to ${perMember} per member`)
        : words(`每人最多发 ${perMember} 张`, `given up to ${perMember} times per member`);
    return joinWords(
      [
        rule,
        validityWords(validityIn(values)),
        ...(hours === null ? [] : [usableText(hours)]),
        ...(audience === null ? [] : [audienceWords(audience, names)]),
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
