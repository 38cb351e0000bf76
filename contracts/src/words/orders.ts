import { type WordsOf, words } from '../words.ts';

/** Why an unpaid order was closed. */
export const cancelReason = {
  shopper: words('买家取消', 'Cancelled by the shopper'),
  timeout: words('超时未支付，系统自动取消', 'Not paid in time, closed by the system'),
  unusable_payment: words('收到的付款不能入账', 'The payment that came could not be used'),
  called_off: words('活动未成，系统自动取消', 'Called off: what it was placed for came to nothing'),
} as const;

/** What an order is of where it is not of goods: nothing is sent. */
export const orderService = { card: words('会员卡', 'Card') } as const;

/** What the shop changed of an order, as she is told. */
export const orderChange = {
  price: words('店家为你改价了', 'The shop cut your price'),
  address: words('收货地址已修改', 'Your address was changed'),
} as const;

/**
 * unpaid → paid (to ship) → partly shipped while some of it is still here → shipped → received; cancelled from unpaid; refunded when
 * everything came back. What she collects at a store is `to_collect` once it is paid, and received when it is handed over.
 */
export const orderState = {
  unpaid: words('待付款', 'Unpaid'),
  paid: words('待发货', 'To ship'),
  to_collect: words('待自提', 'To collect'),
  partly_shipped: words('部分发货', 'Partly shipped'),
  shipped: words('已发货', 'Shipped'),
  received: words('已完成', 'Received'),
  cancelled: words('已取消', 'Cancelled'),
  refunded: words('已退款', 'Refunded'),
} as const;

/** The same, as a shopper reads it. */
export const shopperOrderState = {
  unpaid: words('待付款', 'To pay'),
  paid: words('待发货', 'To ship'),
  to_collect: words('待自提', 'To collect'),
  partly_shipped: words('部分发货', 'Partly shipped'),
  shipped: words('待收货', 'To receive'),
  received: words('已完成', 'Completed'),
  cancelled: words('已取消', 'Cancelled'),
  refunded: words('已退款', 'Refunded'),
} as const satisfies WordsOf<keyof typeof orderState>;

/** How goods reach her. An express parcel has a carrier of WeChat's list and a waybill; our own people bring the other. */
export const deliveryWay = {
  express: words('快递', 'Express'),
  same_city: words('同城配送（自己送）', 'Our own delivery in town'),
} as const;

/** How the 48 hours stand within which WeChat wants to hear that an order left. */
export const shippingDeadline = {
  near: words('12 小时内到期', 'Ends within 12 hours'),
  passed: words('已超过 48 小时', 'More than 48 hours ago'),
} as const;

/** How an order that is collected at a store stands there. */
export const pickupTodo = {
  prepare: words('待备货', 'To prepare'),
  ready: words('已备好', 'Ready'),
  overdue: words('过期未取', 'Not collected in time'),
  collected: words('已取走', 'Collected'),
} as const;

export const orderSource = {
  shop: words('小程序', 'Mini program'),
  import: words('导入', 'Import'),
} as const;

export const refundState = {
  requested: words('待处理', 'To decide'),
  returning: words('待买家寄回', 'Goods on their way back'),
  replacing: words('待补寄', 'Replacement to send'),
  processing: words('退款中', 'Processing'),
  done: words('已退款', 'Refunded'),
  exchanged: words('已换货', 'Exchanged'),
  refused: words('已拒绝', 'Refused'),
  failed: words('退款失败', 'Failed'),
  withdrawn: words('已撤回', 'Withdrawn'),
  lapsed: words('超时关闭', 'Closed, not sent back'),
} as const;

/** The same, as a shopper reads it. */
export const shopperRefundState = {
  requested: words('等店家处理', 'Waiting for the shop'),
  returning: words('请寄回商品', 'Please send it back'),
  replacing: words('店家正在补寄', 'The shop sends another one'),
  processing: words('退款中', 'Being refunded'),
  done: words('已退款', 'Refunded'),
  exchanged: words('已换货', 'Exchanged'),
  refused: words('店家没有同意', 'The shop did not agree'),
  failed: words('退款遇到问题，店家正在处理', 'The refund met a problem, the shop is on it'),
  withdrawn: words('你已撤回', 'You withdrew it'),
  lapsed: words('超时未寄回，已关闭', 'Closed: not sent back in time'),
} as const satisfies WordsOf<keyof typeof refundState>;

/** Why a shopper asks for her money back; she may add words of her own. */
export const refundReason = {
  bad: words('不新鲜或有损坏', 'Not fresh, or damaged'),
  wrong: words('少件或发错了', 'Missing or wrong items'),
  unwanted: words('买多了、不想要了', 'Too much, or not wanted'),
  late: words('送得太晚', 'Came too late'),
  other: words('其他原因', 'Another reason'),
} as const;

/** Shopper asked · operator gave · the payment could not be used (late, doubled, wrong amount) · begun on the merchant platform. */
export const refundOrigin = {
  shopper: words('顾客申请', 'Shopper asked'),
  operator: words('商家退款', 'By operator'),
  unusable_payment: words('异常支付自动退回', 'Unusable payment, returned'),
  wechat: words('商户平台退款', 'On the merchant platform'),
} as const;

/** Why a payment cannot pay its order; the money goes back. */
export const unusablePayment = {
  unknown_order: words('没有对应的订单', 'There is no such order'),
  wrong_amount: words('支付金额与订单不符', 'The amount is not that of the order'),
  order_cancelled: words('订单取消后才到账', 'It came after the order was cancelled'),
  paid_twice: words('订单已支付过', 'The order was paid already'),
  other_merchant: words('不是本商户的支付', 'It was not paid to this merchant'),
} as const;

/** Where WeChat's books and ours do not agree, or what it told cannot be booked. */
export const differenceKind = {
  payment_unusable: words('付款用不上，已安排退回', 'A payment of no use, on its way back'),
  payment_unreadable: words('付款通知的金额无法入账', 'A payment was told with a sum that cannot be booked'),
  payment_part_returned: words(
    '付款在微信侧已退回一部分，金额待账单',
    'Part of a payment went back at WeChat, how much the bill will tell',
  ),
  payment_missed: words('微信有这笔付款，我们没有（已补记）', 'WeChat had a payment that we had not (booked now)'),
  payment_unbilled: words('我们有这笔付款，微信账单没有', 'We have a payment that the bill has not'),
  payment_amount: words('付款金额与微信账单不一致', 'A payment of another sum than in the bill'),
  payment_settled: words(
    '微信结算给店里的金额，与按付款优惠算出的不一致',
    'WeChat settles another sum than follows of the coupons it was paid with',
  ),
  refund_unreadable: words('退款通知的金额与记录不符', 'A refund was told with another sum'),
  refund_missed: words('微信有这笔退款，我们没有（已补记）', 'WeChat had a refund that we had not (booked now)'),
  refund_unbilled: words('我们有这笔退款，微信账单没有', 'We have a refund that the bill has not'),
  refund_amount: words('退款金额与微信账单不一致', 'A refund of another sum than in the bill'),
  refund_arrived: words(
    '登记线下退款时，微信早已退回（可能退了两次）',
    'Settled by hand, though WeChat had given it back: she may have it twice',
  ),
  payment_foreign: words(
    '微信账单里有收款不属于任何订单（未入账，也没有退）',
    'WeChat had a payment that is of no order of ours (left alone)',
  ),
  refund_beyond: words(
    '微信退回的超过订单还能退的（之前已用其他方式退过）',
    'More went back at WeChat than the order had left: some was given another way before',
  ),
  refund_after_end: words('已结束的退款又在微信侧退出', 'A refund that was over went out at WeChat all the same'),
  unbookable: words('微信的这笔账没能入账，请核对', 'Something that WeChat told could not be booked: look into it'),
  notice_unreadable: words('微信支付通知无法读取', 'A notice of WeChat Pay could not be read'),
  budget_sums: words(
    '预算记的占用、花费或份数与发放记录不一致',
    'A budget says other sums than what was given from it comes to',
  ),
  coupon_sums: words(
    '优惠券记的已发、已用或优惠与券账、权益账本不一致',
    'A coupon says other numbers than the wallets or the ledger come to',
  ),
  pay_coupon_sums: words(
    '微信支付券的发放、使用或成本与微信、权益账本不一致',
    'WeChat Pay coupons: other numbers than WeChat, the wallets or the ledger come to',
  ),
  commission_sums: words(
    '分销员的佣金与流水不一致',
    'A distributor has other sums than the ledger of her commissions comes to',
  ),
  points_sums: words(
    '会员的积分与积分流水不一致',
    'A member has other points than the ledger of what came and went comes to',
  ),
  card_sums: words(
    '会员卡记的免运费次数或有效与否，和用掉它们的订单、付款不一致',
    'A card says other deliveries than its orders used, or is good while its order is not paid',
  ),
  growth_sums: words(
    '会员等级所依据的成长值与成长记录不一致',
    'A level stands on other growth than what grew comes to',
  ),
  day_flow: words('资金账单与交易账单合计不一致', 'The fund bill and the trade bill do not add up'),
} as const;

/** Whether somebody has looked into a difference. */
export const differenceState = {
  open: words('待处理', 'To look into'),
  settled: words('已处理', 'Looked into'),
} as const;

/** Why goods of an order that was put back into the cart are not in it. */
export const goneBecause = {
  off_sale: words('已下架', 'not sold any more'),
  sold_out: words('已售完', 'sold out'),
  left_out: words('限购或购物车已满', 'no more allowed, or the cart is full'),
} as const satisfies WordsOf<string>;
