import { formatYuan } from '../../platform/money.ts';
import { numberOf, type Tellers, type TimelineText, textOf } from '../../platform/timeline.ts';

type Payload = Readonly<Record<string, unknown>>;

export const orderTells: Tellers = {
  'order.placed': (p) => order(p, 'act', '提交订单', yuan(p)),
  'order.paid': (p) => order(p, 'act', p.first === true ? '完成首单' : '支付订单', `${yuan(p)} ${namesOf(p)}`.trim()),
  'order.cancelled': (p) =>
    order(p, textOf(p, 'reason') === 'shopper' ? 'act' : 'system', '订单取消', cancelTexts[textOf(p, 'reason')] ?? ''),
  'order.shipped': (p) => order(p, 'touch', '商家发货', `${textOf(p, 'company')} ${textOf(p, 'waybill')}`),
  'order.received': (p) => (p.automatic === true ? order(p, 'system', '自动确认收货') : order(p, 'act', '确认收货')),
  'order.refunded': (p) => order(p, 'system', p.whole === true ? '全额退款' : '部分退款', yuan(p)),
};

const cancelTexts: Readonly<Record<string, string>> = {
  shopper: '买家取消',
  timeout: '超时未支付',
  unusable_payment: '收到的付款不能入账',
};

function order(p: Payload, side: TimelineText['side'], title: string, detail = ''): TimelineText {
  return { side, title, detail, link: { kind: 'order', id: textOf(p, 'orderId') } };
}

function yuan(p: Payload): string {
  return `¥${formatYuan(numberOf(p, 'amount'))}`;
}

function namesOf(p: Payload): string {
  const lines: unknown = p.lines;
  if (!Array.isArray(lines)) return '';
  const names = lines.flatMap((line: unknown) => {
    const name: unknown = typeof line === 'object' && line !== null ? Reflect.get(line, 'name') : null;
    return typeof name === 'string' ? [name] : [];
  });
  return names.length > 2 ? `${names.slice(0, 2).join('、')} 等` : names.join('、');
}
