import { instantOrNull, type JsonObject, numberOrNull, objectOrEmpty, textAt, textOrNull, wordAt } from '../json.ts';
import { type Promotion, readPromotions } from './promotion.ts';

const states = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'] as const;

/** A payment as WeChat tells it, in answers and in notifications alike. Before payment only ids, state and total are known. */
export type Transaction = {
  readonly mchid: string;
  readonly appid: string;
  readonly outTradeNo: string;
  readonly transactionId: string | null;
  readonly state: (typeof states)[number];
  readonly openid: string | null;
  /** Fen: what the order asked for. */
  readonly total: number | null;
  /** Fen: what the shopper paid after WeChat's own coupons. */
  readonly payerTotal: number | null;
  readonly currency: string | null;
  readonly attach: string | null;
  readonly paidAt: Date | null;
  /** What came off by coupons of WeChat Pay. */
  readonly promotions: readonly Promotion[];
};

export function readTransaction(object: JsonObject): Transaction {
  const amount = objectOrEmpty(object, 'amount');
  return {
    mchid: textAt(object, 'mchid'),
    appid: textAt(object, 'appid'),
    outTradeNo: textAt(object, 'out_trade_no'),
    transactionId: textOrNull(object, 'transaction_id'),
    state: wordAt(object, 'trade_state', states),
    openid: textOrNull(objectOrEmpty(object, 'payer'), 'openid'),
    total: numberOrNull(amount, 'total'),
    payerTotal: numberOrNull(amount, 'payer_total'),
    currency: textOrNull(amount, 'currency'),
    attach: textOrNull(object, 'attach'),
    paidAt: instantOrNull(object, 'success_time'),
    promotions: readPromotions(object),
  };
}
