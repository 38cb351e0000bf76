import type { App } from '../world/credentials.ts';

/** A one-time subscribe template as the merchant picked it from the platform's library. */
export type Template = {
  /** Our name for it: the key in `credentials.templates`. */
  readonly key: string;
  readonly title: string;
  /** In the order in which the notice shows them; `key` is type + number. */
  readonly fields: readonly TemplateField[];
};
/** Our key → the platform's template id. */
export type TemplateIds = { readonly [key: string]: string };
export type TemplateField = { readonly key: string; readonly label: string; readonly example: string };

const field = (key: string, label: string, example: string): TemplateField => ({ key, label, example });

export const templates: readonly Template[] = [
  {
    key: 'orderShipped',
    title: '订单发货通知',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('thing2', '商品名称', '红颜草莓 500g 等 3 件'),
      field('thing3', '快递公司', '顺丰速运'),
      field('character_string4', '快递单号', 'SF1234567890123'),
      field('thing5', '温馨提示', '冷链配送，请及时收货'),
    ],
  },
  {
    key: 'pickupReady',
    title: '自提提醒',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('thing2', '商品名称', '红颜草莓 500g 等 3 件'),
      field('thing3', '自提门店', '徐汇店'),
      field('time4', '自提时间', '2026年11月21日 10:00~11:00'),
      field('thing5', '温馨提示', '到店出示自提码即可取货'),
    ],
  },
  {
    key: 'refundDone',
    title: '退款通知',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('thing2', '商品名称', '红颜草莓 500g'),
      field('amount3', '退款金额', '¥39.90'),
      field('thing4', '退款说明', '已原路退回'),
    ],
  },
  {
    key: 'careReminder',
    title: '服务提醒',
    fields: [
      field('thing1', '服务内容', '保鲜与做法小贴士'),
      field('thing2', '商品名称', '红颜草莓 500g'),
      field('time3', '提醒时间', '2026年11月21日 10:00'),
      field('thing4', '温馨提示', '冷藏 3 天内吃完口感最好'),
    ],
  },
  {
    key: 'couponArrived',
    title: '优惠券到账通知',
    fields: [
      field('thing1', '优惠券名称', '水果满减券'),
      field('thing2', '优惠内容', '满 39 元减 10 元'),
      field('date3', '有效期至', '2026年11月28日'),
      field('thing4', '备注', '再次购买时自动抵扣'),
    ],
  },
  {
    key: 'cartCoupon',
    title: '购物车优惠提醒',
    fields: [
      field('thing1', '商品名称', '红颜草莓 500g 等 3 件'),
      field('thing2', '优惠内容', '满 39 元减 10 元'),
      field('date3', '有效期至', '2026年11月28日'),
      field('thing4', '温馨提示', '结算时自动抵扣'),
    ],
  },
  {
    key: 'priceFell',
    title: '商品降价通知',
    fields: [
      field('thing1', '商品名称', '红颜草莓 500g'),
      field('amount2', '当前价格', '¥29.90'),
      field('amount3', '降价金额', '¥10.00'),
      field('thing4', '温馨提示', '点开看价格走势'),
    ],
  },
  {
    key: 'orderRestore',
    title: '订单取消通知',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('thing2', '商品名称', '红颜草莓 500g'),
      field('thing3', '温馨提示', '可一键放回购物车'),
    ],
  },
  {
    key: 'reviewInvite',
    title: '评价提醒',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('thing2', '商品名称', '红颜草莓 500g'),
      field('thing3', '温馨提示', '好评价有奖励'),
    ],
  },
  {
    key: 'bestSellers',
    title: '好物推荐通知',
    fields: [field('thing1', '活动名称', '大家常买榜'), field('thing2', '温馨提示', '点开看看')],
  },
  {
    key: 'birthdayCoupon',
    title: '生日福利通知',
    fields: [
      field('thing1', '优惠券名称', '生日券'),
      field('thing2', '优惠内容', '满 39 元减 10 元'),
      field('date3', '有效期至', '2026年11月28日'),
      field('thing4', '备注', '祝你生日快乐'),
    ],
  },
  {
    key: 'habitDay',
    title: '补货提醒',
    fields: [
      field('thing1', '提醒内容', '常买的商品该补货了'),
      field('time2', '提醒时间', '2026年11月21日 07:00'),
      field('thing3', '温馨提示', '今天下单新鲜到家'),
    ],
  },
  {
    key: 'runsOut',
    title: '商品补货提醒',
    fields: [
      field('thing1', '商品名称', '五常大米 5kg'),
      field('date2', '预计用完', '2026年12月5日'),
      field('thing3', '温馨提示', '点开再买一份'),
    ],
  },
  {
    key: 'themeDay',
    title: '活动提醒',
    fields: [field('thing1', '活动名称', '周一水果日'), field('thing2', '温馨提示', '仅限今天')],
  },
  {
    key: 'couponExpiring',
    title: '优惠券到期提醒',
    fields: [
      field('thing1', '优惠券名称', '水果满减券'),
      field('date2', '到期时间', '2026年11月28日 23:59'),
      field('thing3', '温馨提示', '还有 1 天到期，别忘了用'),
    ],
  },
  {
    key: 'pointsExpiring',
    title: '积分到期提醒',
    fields: [
      field('character_string1', '到期积分', '120'),
      field('date2', '到期时间', '2026年12月5日'),
      field('thing3', '温馨提示', '可以换礼品，也可以抵现'),
    ],
  },
  {
    key: 'cardEnding',
    title: '会员卡到期提醒',
    fields: [
      field('thing1', '会员卡', '免邮月卡'),
      field('date2', '到期时间', '2026年12月5日'),
      field('thing3', '温馨提示', '续费接着用'),
    ],
  },
  {
    key: 'checkInReminder',
    title: '签到提醒',
    fields: [
      field('thing1', '活动名称', '每日签到'),
      field('thing2', '连续签到', '已连续 6 天'),
      field('thing3', '温馨提示', '签到可得 5 积分'),
    ],
  },
  {
    key: 'orderUnpaid',
    title: '待付款提醒',
    fields: [
      field('character_string1', '订单编号', 'A20261121083000001'),
      field('amount2', '待付金额', '¥68.00'),
      field('time3', '支付截止时间', '2026年11月21日 15:30'),
      field('thing4', '温馨提示', '超时订单将自动取消'),
    ],
  },
  {
    key: 'backInStock',
    title: '到货提醒',
    fields: [
      field('thing1', '商品名称', '红颜草莓 500g'),
      field('amount2', '商品价格', '¥39.90'),
      field('thing3', '温馨提示', '数量有限，先到先得'),
    ],
  },
  {
    key: 'flashSoon',
    title: '活动开始提醒',
    fields: [
      field('thing1', '活动名称', '周末水果秒杀'),
      field('time2', '开始时间', '2026年11月21日 10:00'),
      field('thing3', '温馨提示', '限时限量，点击进入'),
    ],
  },
  {
    key: 'playGoesOn',
    title: '活动开放提醒',
    fields: [
      field('thing1', '活动名称', '两人拼车厘子'),
      field('time2', '开放时间', '2026年11月22日 00:00'),
      field('thing3', '温馨提示', '每天限量，先到先得'),
    ],
  },
  {
    key: 'themeCame',
    title: '主题日提醒',
    fields: [field('thing1', '活动名称', '周一水果日'), field('thing2', '温馨提示', '仅限今天，点开看看')],
  },
];

/** The template that an app has under this id; another app's is none of its. */
export function templateOf(app: App, id: string): Template | undefined {
  return templates.find((template) => app.templates[template.key] === id);
}

/** The body as `gettemplate` lists it: `商品名称:{{thing2.DATA}}` a line. */
export function contentOf(template: Template): string {
  return template.fields.map(({ key, label }) => `${label}:{{${key}.DATA}}`).join('\n');
}

export function exampleOf(template: Template): string {
  return template.fields.map(({ label, example }) => `${label}:${example}`).join('\n');
}
