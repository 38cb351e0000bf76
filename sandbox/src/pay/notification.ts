import type { Json } from '../world/json.ts';

/** A notification of a payment, a refund, a transfer or a coupon as the platform wants it delivered. */
export type Notification = {
  readonly url: string;
  readonly eventType: string;
  readonly summary: string;
  readonly originalType: 'transaction' | 'refund' | 'mch_payment' | 'coupon';
  /** To a brand: by the key that is the brand's. */
  readonly brand?: true;
  /** The plaintext that travels encrypted. */
  readonly resource: Json;
};

/** One that is not answered yet. */
export type Delivery = Notification & {
  readonly id: string;
  /** The same in every attempt, and in a doubled delivery. */
  readonly notificationId: string;
  readonly createdAt: string;
  readonly dueAt: string;
  /** 0 before the first. */
  readonly attempts: number;
};
