import { type TsvRows, tsvText } from '../../platform/event-store/client.ts';

/** Where an event comes from: the storefront's SDK, a fact of a domain, or an import of the past. */
export type EventSource = 'sdk' | 'fact' | 'import';

/** A row of the table `events`. Empty text and 0 stand for "none": the store is faster without nulls. */
export type EventRow = {
  readonly name: string;
  /** Dense number of the person; 0 for facts that are about nobody. */
  readonly person_no: number;
  /** ms since 1970 */
  readonly ts: number;
  readonly event_id: string;
  readonly received_at: number;
  readonly source: EventSource;
  readonly session_id: string;
  readonly page: string;
  /** fen for amounts, a count otherwise */
  readonly value: number;
  readonly product_id: string;
  readonly category_id: string;
  readonly order_id: string;
  /** JSON object */
  readonly props: string;
};

const COLUMNS = [
  'name',
  'person_no',
  'ts',
  'event_id',
  'received_at',
  'source',
  'session_id',
  'page',
  'value',
  'product_id',
  'category_id',
  'order_id',
  'props',
] as const satisfies readonly (keyof EventRow)[];

/** Rows in the form that costs least to write and to read; spelled out, since it runs for every event. */
export function tsvOf(rows: readonly EventRow[]): TsvRows {
  let lines = '';
  for (const row of rows) {
    lines += `${row.name}\t${row.person_no}\t${row.ts}\t${tsvText(row.event_id)}\t${row.received_at}\t${row.source}\t`;
    lines += `${tsvText(row.session_id)}\t${tsvText(row.page)}\t${row.value}\t${tsvText(row.product_id)}\t`;
    lines += `${tsvText(row.category_id)}\t${tsvText(row.order_id)}\t${tsvText(row.props)}\n`;
  }
  return { columns: COLUMNS, lines };
}

/** Names that reports rely on; all others are just counted. */
export const ORDER_PAID = 'order.paid';
export const ORDER_REFUNDED = 'order.refunded';

const LABELS: Readonly<Record<string, string>> = {
  page_view: '浏览页面',
  page_leave: '离开页面',
  exposure: '曝光',
  click: '点击',
  product_view: '浏览商品',
  product_exposure: '商品曝光',
  product_click: '点击商品',
  search: '搜索',
  cart_add: '加入购物车',
  cart_remove: '移出购物车',
  cart_view: '查看购物车',
  checkout: '进入结算',
  checkout_view: '进入结算',
  share: '分享',
  app_launch: '打开小程序',
  app_show: '回到小程序',
  app_hide: '离开小程序',
  subscribe_ask: '请求订阅消息',
  coupon_view: '查看优惠券',
  'member.joined': '成为会员',
  'member.merged': '会员合并',
  'member.tagged': '打上标签',
  'member.untagged': '移除标签',
  'order.placed': '提交订单',
  [ORDER_PAID]: '支付订单',
  'order.cancelled': '取消订单',
  'order.shipped': '订单发货',
  'order.received': '确认收货',
  [ORDER_REFUNDED]: '订单退款',
  'coupon.granted': '获得优惠券',
  'coupon.claimed': '领取优惠券',
  'coupon.used': '使用优惠券',
  'coupon.expired': '优惠券过期',
  'benefit.granted': '发放权益',
  'message.sent': '消息已发送',
  'message.deferred': '消息推迟',
  'message.suppressed': '消息拦截',
  'message.failed': '消息失败',
  'message.unknown': '消息结果未知',
  'message.opened': '打开消息',
  'consent.given': '同意订阅',
  'consent.refused': '拒绝订阅',
  'stage.entered': '进入生命周期阶段',
  'journey.entered': '进入旅程',
  'journey.exited': '离开旅程',
  'journey.goal': '达成旅程目标',
};

/** The Chinese name of one of Huoshui's own events, or null for a shop's own. */
export function labelOf(name: string): string | null {
  return LABELS[name] ?? null;
}
