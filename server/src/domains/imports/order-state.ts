/** What became of an order elsewhere: it counts, it was given back whole, it was never paid. */
export type Outcome = 'paid' | 'refunded' | 'unpaid';

const NAMES: Readonly<Record<Outcome, string>> = {
  paid:
    '已付款 已支付 付款成功 支付成功 买家已付款 待发货 等待发货 等待卖家发货 部分发货 已发货 卖家已发货 商家已发货 待收货 等待买家确认收货 已签收 ' +
    '已收货 确认收货 待评价 已评价 已完成 完成 交易完成 交易成功 成功 已成交 已核销 部分退款 退款中 售后中 退款失败 拒绝退款 paid toship toreceive ' +
    'awaitingshipment unfulfilled partiallyfulfilled fulfilled shipped delivered received completed complete success succeeded ' +
    'successful processing partiallyrefunded partiallyshipped',
  refunded: '已退款 全额退款 已全额退款 退款成功 退款完成 退货退款 已退货 refunded fullyrefunded returned',
  unpaid:
    '待付款 待支付 未付款 未支付 等待付款 等待买家付款 支付失败 已取消 取消 订单取消 交易取消 已关闭 关闭 交易关闭 订单关闭 超时关闭 已失效 ' +
    'unpaid topay pending pendingpayment awaitingpayment cancelled canceled closed void voided failed expired draft abandoned',
};

const OUTCOMES = new Map(
  (['paid', 'refunded', 'unpaid'] as const).flatMap((outcome) =>
    NAMES[outcome].split(' ').map((name) => [name, outcome] as const),
  ),
);

/** Undefined for a word that no system we know uses. */
export function outcomeOf(state: string): Outcome | undefined {
  return OUTCOMES.get(
    state
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
}
