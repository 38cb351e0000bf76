import { plainWords, type Words, words, wordsOf } from '@huoshui/contracts/words';
import { afterSaleStep } from '@huoshui/contracts/words/after-sales';
import { cancelReason, orderChange } from '@huoshui/contracts/words/orders';
import { type Static, Type } from '@sinclair/typebox';
import { type Each, fact } from '../../platform/facts.ts';
import { formatYuan } from '../../platform/money.ts';
import type { TimelineText } from '../../platform/timeline.ts';

const Line = Type.Object({
  lineId: Type.String(),
  productId: Type.Union([Type.String(), Type.Null()]),
  skuId: Type.Union([Type.String(), Type.Null()]),
  categoryId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  quantity: Type.Integer(),
  /** Fen after every discount. */
  payable: Type.Integer(),
});

const About = {
  orderId: Type.String(),
  number: Type.String(),
  memberId: Type.String(),
  /** Fen: payable of the order; for a refund, what was given back. */
  amount: Type.Integer(),
  source: Type.String(),
  /** The app its payment was opened in; absent while there is none, and in facts from before there were several. */
  app: Type.Optional(Type.String()),
  /** Its goods as a message names them; absent where whoever tells does not know them, and in facts from before. */
  goods: Type.Optional(Type.String()),
};

/** Goods lie in her cart that she could have, and she neither touched it nor ordered for half an hour. Prices of a piece, fen. */
export const cartLeft = fact(
  'cart.left',
  Type.Object({
    memberId: Type.String(),
    /** Fen, by what a member pays for each before any offer. */
    amount: Type.Integer(),
    goods: Type.String(),
    /** The dearest first. */
    lines: Type.Array(
      Type.Object({
        productId: Type.String(),
        skuId: Type.String(),
        name: Type.String(),
        quantity: Type.Integer(),
        price: Type.Integer(),
      }),
    ),
    app: Type.Optional(Type.String()),
  }),
  {
    words: words('购物车放下没买', 'Left a cart'),
    tell: ({ goods, amount }) => ({
      side: 'act',
      title: words('购物车里的商品放下没买', 'Left goods in the cart'),
      detail: plainWords(`¥${formatYuan(amount)} ${goods}`),
    }),
  },
);

export const orderPlaced = fact('order.placed', Type.Object({ ...About, lines: Type.Array(Line) }), {
  words: words('提交订单', 'Placed an order'),
  tell: (order) => about(order, 'act', words('提交订单', 'Placed an order'), yuan(order)),
});

export const orderPaid = fact(
  'order.paid',
  Type.Object({
    ...About,
    /** Her first paid order. */
    first: Type.Boolean(),
    lines: Type.Array(Line),
    /** Offers used in it (promotions, coupons, prices of pieces), with the fen each gave. */
    offers: Type.Array(Type.Object({ source: Type.String(), offerId: Type.String(), amount: Type.Integer() })),
    /** What WeChat took off what she paid, by its coupons; absent where nothing, and in facts from before. Not part of `amount`: that is whole. */
    promotions: Type.Optional(
      Type.Array(
        Type.Object({
          couponId: Type.String(),
          stockId: Type.Union([Type.String(), Type.Null()]),
          amount: Type.Integer(),
        }),
      ),
    ),
    /** WeChat's number of the payment, where anything came off. */
    transactionId: Type.Optional(Type.String()),
  }),
  {
    words: words('支付订单', 'Paid an order'),
    tell(order) {
      const title = order.first ? words('完成首单', 'Paid her first order') : words('支付订单', 'Paid an order');
      const goods = goodsOf(order.lines);
      const detail = words(`${yuan(order).zh} ${goods.zh}`.trim(), `${yuan(order).en} ${goods.en}`.trim());
      return about(order, 'act', title, detail);
    },
  },
);

/** How money that went back fell on her and on the coupons of WeChat Pay that had paid a part of it. */
export const refundSplit = fact(
  'order.refund_split',
  Type.Object({
    refundId: Type.String(),
    orderId: Type.Union([Type.String(), Type.Null()]),
    transactionId: Type.String(),
    /** All of the payment at once. */
    whole: Type.Boolean(),
    /** Fen that went back into each. */
    promotions: Type.Array(Type.Object({ couponId: Type.String(), amount: Type.Integer() })),
  }),
  { words: words('退款在微信支付优惠上的分摊', 'How a refund fell on WeChat Pay coupons') },
);

/** What rules gave with an order that is paid now: who, why, and what it is worth (fen in all). Told only where something was given. */
export const giftsGiven = fact(
  'order.gifts_given',
  Type.Object({
    ...About,
    gifts: Type.Array(
      Type.Object({
        lineId: Type.String(),
        skuId: Type.String(),
        name: Type.String(),
        quantity: Type.Integer(),
        worth: Type.Integer(),
        rule: Type.Object({ id: Type.String(), label: Type.String() }),
      }),
    ),
  }),
  { words: words('随单送出赠品', 'Gifts went with an order') },
);

/** Gifts of a paid order that a refund took back, or kept their worth for: fen regained, by line. */
export const giftsRegained = fact(
  'order.gifts_regained',
  Type.Object({ ...About, gifts: Type.Array(Type.Object({ lineId: Type.String(), regained: Type.Integer() })) }),
  { words: words('收回赠品', 'Gifts came back') },
);

/** A paid order as a file tells it, and what was given back since. */
const ImportedOrder = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  memberId: Type.String(),
  personNo: Type.Integer(),
  /** ms since 1970. */
  at: Type.Integer(),
  /** Fen. */
  amount: Type.Integer(),
  source: Type.String(),
  first: Type.Boolean(),
  lines: Type.Array(Type.Object({ name: Type.String(), quantity: Type.Integer(), payable: Type.Integer() })),
  back: Type.Union([
    Type.Null(),
    Type.Object({
      amount: Type.Integer(),
      whole: Type.Boolean(),
      /** What each line gave back, where nothing of the order is left. */
      lines: Type.Array(Type.Integer()),
    }),
  ]),
});

/**
 * Orders of a file: as many `orderPaid`, with an `orderRefunded` where something was given back, each when the file says. Who
 * acts on what happens here does not hear these; who counts does.
 */
export const ordersImported = fact('order.imported', Type.Object({ orders: Type.Array(ImportedOrder) }), {
  words: words('导入订单', 'Orders imported'),
  each: ({ orders }) => orders.flatMap(historyOf),
});

function historyOf({ at, personNo, amount, first, lines, back, ...about }: Static<typeof ImportedOrder>): Each[] {
  const occurredAt = new Date(at);
  const lineId = (position: number) => `${about.orderId}.${position}`;
  const paid: Static<typeof orderPaid.schema> = {
    ...about,
    amount,
    first,
    lines: lines.map((line, n) => ({
      lineId: lineId(n),
      productId: null,
      skuId: null,
      categoryId: null,
      name: line.name,
      quantity: line.quantity,
      payable: line.payable,
    })),
    offers: [],
  };
  const told: Each = { type: orderPaid.type, personNo, payload: paid, occurredAt };
  if (!back) return [told];
  const refunded: Static<typeof orderRefunded.schema> = {
    ...about,
    amount: back.amount,
    refundId: `import ${about.orderId}`,
    whole: back.whole,
    lines: back.lines.map((amount, n) => ({ lineId: lineId(n), quantity: lines[n]?.quantity ?? 1, amount })),
  };
  return [told, { type: orderRefunded.type, personNo, payload: refunded, occurredAt }];
}

/** Its goods lie ready at the store where she fetches them. */
export const orderReady = fact(
  'order.ready',
  Type.Object({
    ...About,
    store: Type.String(),
    /** 2026-11-30 10:00~11:00 */
    slot: Type.String(),
  }),
  {
    words: words('备好待自提', 'Ready to be collected'),
    tell: (order) =>
      about(order, 'system', words('备好待自提', 'Ready to be collected'), plainWords(`${order.store} ${order.slot}`)),
  },
);

/** An unpaid order was closed: by the shopper, by time, or because its payment could not be used. */
export const orderCancelled = fact('order.cancelled', Type.Object({ ...About, reason: Type.String() }), {
  words: words('取消订单', 'Order cancelled'),
  tell: (order) =>
    about(
      order,
      order.reason === 'shopper' ? 'act' : 'system',
      words('订单取消', 'Order cancelled'),
      wordsOf(cancelReason, order.reason),
    ),
});

export const orderShipped = fact(
  'order.shipped',
  Type.Object({
    ...About,
    company: Type.String(),
    waybill: Type.String(),
    /** Units that are to follow; absent in facts from before orders left in parts. */
    unsent: Type.Optional(Type.Integer()),
  }),
  {
    words: words('订单发货', 'Order shipped'),
    tell: (order) =>
      about(
        order,
        'touch',
        (order.unsent ?? 0) > 0
          ? words('商家发出一部分', 'The shop shipped a part')
          : words('商家发货', 'The shop shipped it'),
        plainWords(`${order.company} ${order.waybill}`.trim()),
      ),
  },
);

/** The shop put carrier or waybill right after it had been told. */
export const shipmentCorrected = fact(
  'order.shipment_corrected',
  Type.Object({ ...About, company: Type.String(), waybill: Type.String() }),
  {
    words: words('更正物流信息', 'Shipment corrected'),
    tell: (order) =>
      about(
        order,
        'touch',
        words('商家更正物流信息', 'The shop corrected the shipment'),
        plainWords(`${order.company} ${order.waybill}`.trim()),
      ),
  },
);

/** A parcel that followed the first of its order. */
export const restShipped = fact(
  'order.rest_shipped',
  Type.Object({ ...About, company: Type.String(), waybill: Type.String(), unsent: Type.Optional(Type.Integer()) }),
  {
    words: words('后续包裹发出', 'Another parcel shipped'),
    tell: (order) =>
      about(
        order,
        'touch',
        (order.unsent ?? 0) > 0
          ? words('商家又发出一个包裹', 'The shop sent another parcel')
          : words('商家发出剩下的商品', 'The shop sent the rest'),
        plainWords(`${order.company} ${order.waybill}`.trim()),
      ),
  },
);

export const orderReceived = fact('order.received', Type.Object({ ...About, automatic: Type.Boolean() }), {
  words: words('确认收货', 'Received an order'),
  tell: (order) =>
    order.automatic
      ? about(order, 'system', words('自动确认收货', 'Taken as received by itself'))
      : about(order, 'act', words('确认收货', 'Said that it arrived')),
});

/** What she asked back is not given: she is told why. */
export const orderRefundRefused = fact(
  'order.refund_refused',
  Type.Object({ ...About, refundId: Type.String(), reply: Type.String() }),
  {
    words: words('退款申请被拒绝', 'Refund request refused'),
    tell: (order) => about(order, 'system', words('退款申请被拒绝', 'Refund request refused'), plainWords(order.reply)),
  },
);

/** She gets back less than she asked for: she is told why. `amount`: what the shop agreed to. */
export const orderRefundReduced = fact(
  'order.refund_reduced',
  Type.Object({ ...About, refundId: Type.String(), asked: Type.Integer(), reply: Type.String() }),
  {
    words: words('退款申请部分同意', 'Refund request agreed to in part'),
    tell: (order) =>
      about(order, 'system', words('退款申请部分同意', 'Refund request agreed to in part'), plainWords(order.reply)),
  },
);

/** The shop changed an order that has not left: she is told. `note`: the new sum, or the new place. */
export const orderChanged = fact('order.changed', Type.Object({ ...About, what: Type.String(), note: Type.String() }), {
  words: words('店家修改订单', 'The shop changed an order'),
  tell: (order) => about(order, 'touch', wordsOf(orderChange, order.what), plainWords(order.note)),
});

/** What became of what she asked for, besides refusal and money: she is told. `note`: what to know of it. */
export const afterSaleMoved = fact(
  'order.after_sale_moved',
  Type.Object({ ...About, refundId: Type.String(), step: Type.String(), note: Type.String() }),
  {
    words: words('售后有进展', 'After-sale moved on'),
    tell: (order) => about(order, 'touch', wordsOf(afterSaleStep, order.step), plainWords(order.note)),
  },
);

export const orderRefunded = fact(
  'order.refunded',
  Type.Object({
    ...About,
    refundId: Type.String(),
    /** Nothing of the order is left. */
    whole: Type.Boolean(),
    lines: Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer(), amount: Type.Integer() })),
  }),
  {
    words: words('订单退款', 'Order refunded'),
    tell: (order) =>
      about(
        order,
        'system',
        order.whole ? words('全额退款', 'Refunded whole') : words('部分退款', 'Refunded in part'),
        yuan(order),
      ),
  },
);

function about(
  { orderId }: { readonly orderId: string },
  side: TimelineText['side'],
  title: Words,
  detail?: Words,
): TimelineText {
  return { side, title, ...(detail ? { detail } : {}), link: { kind: 'order', id: orderId } };
}

function yuan({ amount }: { readonly amount: number }): Words {
  return plainWords(`¥${formatYuan(amount)}`);
}

/** The first by name, and the number of pieces where there are others: a notice has room for no more. */
export function goodsInShort(lines: readonly { readonly name: string; readonly quantity: number }[]): string {
  const [first] = lines;
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return lines.length < 2 ? (first?.name ?? '') : `${first?.name ?? ''} ×${pieces}`;
}

/** Of a request; one for money alone names what was bought. */
export function goodsAskedFor(
  { lines }: { readonly lines: Parameters<typeof goodsInShort>[0] },
  { firstLine }: { readonly firstLine: string },
): string {
  return goodsInShort(lines) || firstLine;
}

/** The first two by name. */
function goodsOf(lines: readonly { readonly name: string }[]): Words {
  const names = lines.map(({ name }) => name);
  const shown = names.slice(0, 2);
  if (names.length <= 2) return words(shown.join('、'), shown.join(', '));
  return words(`${shown.join('、')} 等`, `${shown.join(', ')} and more`);
}
