import type { UnitSplit } from '../pricing/index.ts';
import type { OrderGift } from './gift.ts';

/** As it is kept; towards people a paid order that is collected at a store is `to_collect`. */
export type OrderState = 'unpaid' | 'paid' | 'partly_shipped' | 'shipped' | 'received' | 'cancelled' | 'refunded';

/** What use cases need of an order before they change it; amounts in fen. */
export type Order = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly state: OrderState;
  readonly source: string;
  readonly firstLine: string;
  readonly quantity: number;
  readonly shippingPaid: number;
  readonly payable: number;
  readonly paid: number;
  readonly refunded: number;
  readonly refunding: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly prepayAt: Date | null;
  readonly paidAt: Date | null;
  readonly shippedAt: Date | null;
  readonly receivedAt: Date | null;
  /** Of an order that has begun to leave: units that are paid, neither sent nor kept for a refund. */
  readonly unsent: number;
  readonly transactionId: string | null;
  /** The app of the payment and the payer's openid in it: of the one last opened, then of the one that paid. */
  readonly app: string | null;
  readonly openid: string | null;
  readonly payAttempt: number;
  /** Where it is collected; null: it is sent. */
  readonly storeId: string | null;
  /** Whose stock its units came from, and go back to; null: the shop's. */
  readonly stockStoreId: string | null;
  /** The slot of an area in which the shop brings it itself; null: it does not. */
  readonly areaId: string | null;
  readonly slotFrom: Date | null;
  /** What it is where it is not goods: nobody sends or fetches it. */
  readonly service: 'card' | null;
};

export type OrderLine = {
  readonly orderId: string;
  readonly position: number;
  readonly skuId: string | null;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly payable: number;
  readonly unitAmount: number;
  readonly plusOneUnits: number;
  /** What its pieces cost, in the order in which they go back, where they do not cost alike. */
  readonly pieces: readonly UnitSplit[] | null;
  readonly refundedQuantity: number;
  readonly refundedAmount: number;
  readonly refundingQuantity: number;
  readonly refundingAmount: number;
  /** Left the house in some parcel. */
  readonly shippedQuantity: number;
  /** Of what was given or asked back: units that never left, and ship no more. */
  readonly keptQuantity: number;
  /** The rule that gave it for nothing; null: it was paid for. */
  readonly gift: OrderGift | null;
  /** Of units that went back, what was kept for a gift that stayed with her; of a gift, what was kept for it so. */
  readonly withheldAmount: number;
  readonly chargedAmount: number;
};

/** What WeChat Pay knows the order by now (out_trade_no). */
export function payNumberOf({ number, payAttempt }: Pick<Order, 'number' | 'payAttempt'>): string {
  return payAttempt === 1 ? number : `${number}-${payAttempt}`;
}

/** The order's number in one of its payment numbers. */
export function orderNumberOf(payNumber: string): string {
  return payNumber.replace(/-\d+$/, '');
}

/** The id of a line towards clients and listeners. */
export function lineIdOf(line: { readonly orderId: string; readonly position: number }): string {
  return `${line.orderId}.${line.position}`;
}

/** What facts say of every order. */
export function about(order: Pick<Order, 'id' | 'number' | 'memberId' | 'source' | 'app'>, amount: number) {
  const { id: orderId, number, memberId, source, app } = order;
  return { orderId, number, memberId, source, amount, ...(app === null ? {} : { app }) };
}

/** A line as facts tell it. */
export function factLine(line: OrderLine) {
  const { productId, skuId, categoryId, name, quantity, payable } = line;
  return { lineId: lineIdOf(line), productId, skuId, categoryId, name, quantity, payable };
}
