import type { ValuesOf } from '@huoshui/contracts/form';
import type { ShopSettings } from '@huoshui/contracts/shop';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { unansweredRule } from '@huoshui/contracts/words/after-sales';
import type { Static } from '@sinclair/typebox';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';

const minutes = words('分钟', 'minutes');
const days = words('天', 'days');

/** What the shop calls itself, and the terms it sells on. */
export const shopForm = form({
  fields: [
    { key: 'name', label: words('店铺名称', 'Name'), kind: 'text', max: 30 },
    {
      key: 'notice',
      label: words('公告', 'Notice'),
      kind: 'text',
      max: 60,
      optional: true,
      hint: words('首页顶部的一行字', 'A line at the top of the home page'),
    },
    { key: 'servicePhone', label: words('客服电话', 'Service phone'), kind: 'text', max: 20, optional: true },
    {
      key: 'hotWords',
      label: words('搜索热词', 'Hot words'),
      kind: 'texts',
      max: 12,
      each: 12,
      optional: true,
      hint: words('输入后回车，最多 12 个', 'Type and press Enter, at most 12'),
    },
    { key: 'fee', label: words('运费', 'Fee'), kind: 'money', min: 0, max: 100_00 },
    {
      key: 'freeFrom',
      label: words('满多少包邮', 'Free from'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      optional: true,
      hint: words('不填就不包邮', 'Empty: never free'),
    },
    {
      key: 'payMinutes',
      label: words('未付款自动取消', 'Cancel unpaid after'),
      kind: 'count',
      min: 5,
      max: 1440,
      unit: minutes,
    },
    {
      key: 'receiveDays',
      label: words('发货后自动确认收货', 'Count as received after'),
      kind: 'count',
      min: 1,
      max: 60,
      unit: days,
    },
    {
      key: 'refundDays',
      label: words('收货后可申请退款', 'Refund may be asked for'),
      kind: 'count',
      min: 0,
      max: 90,
      unit: days,
    },
    {
      key: 'operatorMost',
      label: words('操作员每单最多退', 'An operator gives back at most'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      optional: true,
      hint: words(
        '一个订单的退款合计；不填就不限，店主不受限',
        'Of one order in all; empty: no limit. Owners have none',
      ),
    },
    {
      key: 'secondFrom',
      label: words('退款满多少需两人同意', 'Two must agree from'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      optional: true,
      hint: words('不填就一个人同意即可', 'Empty: one is enough'),
    },
    {
      key: 'answerDays',
      label: words('售后申请处理期限', 'Requests are answered within'),
      kind: 'count',
      min: 1,
      max: 30,
      unit: days,
      initial: 3,
    },
    {
      key: 'sendBackDays',
      label: words('买家寄回期限', 'Goods are sent back within'),
      kind: 'count',
      min: 1,
      max: 60,
      unit: days,
      initial: 7,
      hint: words('到期没有寄回，售后自动关闭', 'Not sent back by then, the request is closed'),
    },
    {
      key: 'inspectDays',
      label: words('退回商品验收期限', 'What came back is looked at within'),
      kind: 'count',
      min: 1,
      max: 30,
      unit: days,
      initial: 7,
    },
    {
      key: 'unanswered',
      label: words('店家超时未处理', 'Where the shop does not answer in time'),
      kind: 'choice',
      options: [
        { value: 'remind', label: unansweredRule.remind },
        { value: 'agree', label: unansweredRule.agree },
      ],
      initial: 'remind',
      hint: words(
        '超过一个人能退的金额，不会自动同意',
        'What one operator may not give alone is never agreed to by itself',
      ),
    },
    {
      key: 'returnTo',
      label: words('退货地址', 'Address for returns'),
      kind: 'text',
      max: 120,
      optional: true,
      hint: words(
        '收件人、电话、地址；同意退货时告诉买家。不填就不能要求寄回',
        'Name, phone, address: told to her when a return is agreed to. Empty: nothing can be asked back',
      ),
    },
    {
      key: 'couponBack',
      label: words('整单退款后退回优惠券', 'Coupons come back with a whole refund'),
      kind: 'switch',
      initial: true,
      optional: true,
      hint: words('退一部分时不退券', 'Not with a part of it'),
    },
    {
      key: 'couponDays',
      label: words('退回的券至少再用', 'Coupons that came back are good for'),
      kind: 'count',
      min: 0,
      max: 90,
      unit: days,
      initial: 7,
      hint: words('0 表示不延期', '0: no longer than before'),
    },
    {
      key: 'orderCards',
      label: words('微信服务卡片', 'Service cards in WeChat'),
      kind: 'switch',
      initial: false,
      optional: true,
      hint: words(
        '付款后自动出现在买家的服务通知里，随发货更新，不用她同意；先在微信后台添加模板“购物（实体物流）服务动态”（2001）',
        'Shown in her service messages after the payment and kept up to date, without asking her; add the template 2001 in the console of WeChat first',
      ),
    },
  ],
  sentence: ({ fee, freeFrom, payMinutes, receiveDays, refundDays, operatorMost, secondFrom }) =>
    joinWords(
      [
        shippingText(fee, freeFrom),
        words(`下单后 ${payMinutes} 分钟内付款`, `pay within ${payMinutes} minutes`),
        words(`发货 ${receiveDays} 天后自动收货`, `received ${receiveDays} days after shipping`),
        refundDays === 0
          ? words('收货后不能申请退款', 'no refunds after receipt')
          : words(`收货后 ${refundDays} 天内可退`, `refunds for ${refundDays} days after receipt`),
        ...limitTexts(operatorMost, secondFrom),
      ],
      words('；', '; '),
    ),
});

function shippingText(fee: number, freeFrom: number | null): Words {
  if (fee === 0 || freeFrom === 0) return words('全部包邮', 'Free shipping');
  const asked = words(`运费 ${formatYuan(fee)} 元`, `Shipping ¥${formatYuan(fee)}`);
  if (freeFrom === null) return asked;
  return joinWords(
    [asked, words(`满 ${formatYuan(freeFrom)} 元包邮`, `free from ¥${formatYuan(freeFrom)}`)],
    words('，', ', '),
  );
}

function limitTexts(operatorMost: number | null, secondFrom: number | null): Words[] {
  const [most, second] = [formatYuan(operatorMost ?? 0), formatYuan(secondFrom ?? 0)];
  return [
    ...(operatorMost === null ? [] : [words(`操作员每单最多退 ${most} 元`, `operators give back ¥${most} at most`)]),
    ...(secondFrom === null ? [] : [words(`满 ${second} 元的退款两人同意`, `from ¥${second} two must agree`)]),
  ];
}

type Settings = Static<typeof ShopSettings>;
type ShopValues = ValuesOf<typeof shopForm.fields>;

export function settingsOf({
  fee,
  freeFrom,
  payMinutes,
  receiveDays,
  refundDays,
  operatorMost,
  secondFrom,
  answerDays,
  sendBackDays,
  inspectDays,
  unanswered,
  returnTo,
  couponBack,
  couponDays,
  orderCards,
  ...rest
}: ShopValues): Settings {
  return {
    name: rest.name,
    notice: rest.notice ?? '',
    servicePhone: rest.servicePhone ?? '',
    hotWords: [...(rest.hotWords ?? [])],
    shipping: { fee, freeFrom },
    order: { payMinutes, receiveDays, refundDays },
    refunds: { operatorMost, secondFrom },
    afterSales: {
      answerDays,
      sendBackDays,
      inspectDays,
      unanswered,
      returnTo: returnTo ?? '',
      couponBack: couponBack ?? true,
      couponDays,
    },
    cards: { orders: orderCards ?? false },
  };
}

export function valuesOf({ shipping, order, refunds, afterSales, cards, ...rest }: Settings) {
  return { ...rest, ...shipping, ...order, ...refunds, ...afterSales, orderCards: cards.orders };
}
