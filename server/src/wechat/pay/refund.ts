import { cut } from '../../platform/cut.ts';
import { WechatInputError } from '../errors.ts';
import { instantOrNull, type JsonObject, numberAt, objectAt, textAt, textOrNull, wordAt } from '../json.ts';
import type { PayClient } from './client.ts';
import { type RefundSplit, readRefundSplit } from './promotion.ts';
import { isUnknown, type TransactionKey } from './query.ts';

export type RefundOrder = TransactionKey & {
  /** Ours, at most 64 of digits, letters and `_-|*@`. The same number is the same refund: repeat a failed call with it. */
  readonly outRefundNo: string;
  /** Fen to give back, and what the order was paid with. */
  readonly refund: number;
  readonly total: number;
  /** Shown to the shopper; cut to 80 characters. */
  readonly reason?: string;
  readonly notifyUrl?: string;
};

export const refundStates = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const;
export type RefundState = (typeof refundStates)[number];

export type Refund = {
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  readonly state: RefundState;
  /** Fen. */
  readonly refund: number;
  readonly total: number;
  /** Where the money went, in WeChat's words: 招商银行信用卡0403. */
  readonly receivedBy: string | null;
  readonly succeededAt: Date | null;
  readonly split: RefundSplit;
};

/**
 * Asks for a refund; being accepted (PROCESSING) is not success yet: wait for the notification or ask.
 * PayError NOTENOUGH: the merchant's balance is short; INVALIDREQUEST: more than is left; RESOURCENOTEXISTS: no payment.
 */
export async function createRefund(client: PayClient, order: RefundOrder): Promise<Refund> {
  refuseBadRefund(order);
  const body = {
    ...('transactionId' in order ? { transaction_id: order.transactionId } : { out_trade_no: order.outTradeNo }),
    out_refund_no: order.outRefundNo,
    reason: order.reason === undefined ? undefined : cut(order.reason, 80),
    notify_url: order.notifyUrl,
    amount: { refund: order.refund, total: order.total, currency: 'CNY' },
  };
  return readRefund(await client({ method: 'POST', path: '/v3/refund/domestic/refunds', body }));
}

/** The refund as it stands; null when WeChat never heard of it. */
export async function queryRefund(client: PayClient, outRefundNo: string): Promise<Refund | null> {
  try {
    const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`;
    return readRefund(await client({ method: 'GET', path }));
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}

function refuseBadRefund(order: RefundOrder): void {
  if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(order.outRefundNo)) {
    throw new WechatInputError('outRefundNo', 'must be 1 to 64 of digits, letters and _-|*@');
  }
  if (!Number.isSafeInteger(order.refund) || order.refund < 1 || order.refund > order.total) {
    throw new WechatInputError('refund', 'must be whole fen, from 1 to what was paid');
  }
}

function readRefund(object: JsonObject): Refund {
  const amount = objectAt(object, 'amount');
  return {
    refundId: textAt(object, 'refund_id'),
    outRefundNo: textAt(object, 'out_refund_no'),
    transactionId: textAt(object, 'transaction_id'),
    outTradeNo: textAt(object, 'out_trade_no'),
    state: wordAt(object, 'status', refundStates),
    refund: numberAt(amount, 'refund'),
    total: numberAt(amount, 'total'),
    receivedBy: textOrNull(object, 'user_received_account'),
    succeededAt: instantOrNull(object, 'success_time'),
    split: readRefundSplit(object, amount),
  };
}
