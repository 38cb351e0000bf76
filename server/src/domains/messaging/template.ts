/** A message's words and rules: which fields WeChat's template has, what is written into them, which page it opens. */
export type Field = { readonly key: string; readonly label: string; readonly text: string };
export type Variable = { readonly name: string; readonly label: string; readonly example: string };

export type BuiltIn = {
  readonly key: string;
  readonly name: string;
  readonly kind: 'service' | 'marketing';
  readonly title: string;
  readonly fields: readonly Field[];
  readonly page: string;
  readonly variables: readonly Variable[];
};

const ORDER: readonly Variable[] = [
  { name: 'orderId', label: '订单', example: 'ord_0000' },
  { name: 'number', label: '订单编号', example: '2026112108300001' },
  { name: 'product', label: '商品名称', example: '红颜草莓 500g' },
];

const COUPON: readonly Variable[] = [
  { name: 'coupon', label: '优惠券名称', example: '水果复购券' },
  { name: 'sentence', label: '优惠内容', example: '满 39 减 10' },
  { name: 'until', label: '有效期至', example: '2026年11月28日' },
  { name: 'category', label: '品类', example: '水果' },
];

/** Every message the shop can send. What operators change of them is stored; these are the beginnings. */
export const BUILT_IN: readonly BuiltIn[] = [
  {
    key: 'careReminder',
    name: '购后关怀',
    kind: 'marketing',
    title: '收到的商品，这样放更新鲜',
    fields: [
      { key: 'thing1', label: '服务内容', text: '保存方法与烹饪建议' },
      { key: 'thing2', label: '商品名称', text: '{{product}}' },
      { key: 'time3', label: '提醒时间', text: '{{now}}' },
      { key: 'thing4', label: '温馨提示', text: '点开看怎么保存、怎么做更好吃' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    variables: [...ORDER, { name: 'now', label: '发送时间', example: '2026年11月21日 10:00' }],
  },
  {
    key: 'couponArrived',
    name: '优惠券到账',
    kind: 'marketing',
    title: '送你一张{{category}}券，再次购买立减',
    fields: [
      { key: 'thing1', label: '优惠券名称', text: '{{coupon}}' },
      { key: 'thing2', label: '优惠内容', text: '{{sentence}}' },
      { key: 'date3', label: '有效期至', text: '{{until}}' },
      { key: 'thing4', label: '备注', text: '下单自动抵扣，别忘了用' },
    ],
    page: 'coupons/pages/wallet',
    variables: COUPON,
  },
  {
    key: 'orderShipped',
    name: '发货通知',
    kind: 'service',
    title: '你的订单已发货',
    fields: [
      { key: 'character_string1', label: '订单编号', text: '{{number}}' },
      { key: 'thing2', label: '商品名称', text: '{{product}}' },
      { key: 'thing3', label: '快递公司', text: '{{company}}' },
      { key: 'character_string4', label: '快递单号', text: '{{waybill}}' },
      { key: 'thing5', label: '温馨提示', text: '请留意收货，生鲜请尽快冷藏' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    variables: [
      ...ORDER,
      { name: 'company', label: '快递公司', example: '顺丰速运' },
      { name: 'waybill', label: '快递单号', example: 'SF1234567890123' },
    ],
  },
  {
    key: 'refundDone',
    name: '退款到账',
    kind: 'service',
    title: '退款已原路退回',
    fields: [
      { key: 'character_string1', label: '订单编号', text: '{{number}}' },
      { key: 'thing2', label: '商品名称', text: '{{product}}' },
      { key: 'amount3', label: '退款金额', text: '{{amount}}' },
      { key: 'thing4', label: '退款说明', text: '已原路退回，请查收' },
    ],
    page: 'orders/pages/order?id={{orderId}}',
    variables: [...ORDER, { name: 'amount', label: '退款金额', example: '¥39.90' }],
  },
];

export function builtIn(key: string): BuiltIn | undefined {
  return BUILT_IN.find((t) => t.key === key);
}

/** Put values into `{{name}}`; a name without a value becomes nothing. */
export function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => variables[name] ?? '');
}

/** Names used in a text that the template does not know. */
export function unknownVariables(text: string, known: readonly Variable[]): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').filter((n) => !known.some((k) => k.name === n));
}
