import type { HoursOfUse } from '../../platform/week-hours.ts';
import type { CouponAudience } from './audience.ts';
import type { CouponScopeRule, Discount, Terms } from './coupon.ts';

export type TemplateState = 'draft' | 'active' | 'ended';
export type CouponState = 'available' | 'locked' | 'used' | 'expired' | 'revoked';

export type StackGroup = 'main' | 'goods' | 'exchange';

export type TemplateRow = Terms & {
  readonly id: string;
  readonly name: string;
  readonly total: number | null;
  readonly perMember: number;
  readonly channel: 'shop' | 'grant';
  readonly stack: StackGroup;
  readonly audience: CouponAudience | null;
  readonly note: string;
  readonly state: TemplateState;
  readonly issued: number;
  readonly used: number;
  readonly cost: number;
  readonly gmv: number;
  /** Fen that came back of the orders in which it was used. */
  readonly refunded: number;
  readonly voidReason: string | null;
  readonly createdAt: Date;
};

export type NewTemplate = Omit<
  TemplateRow,
  'issued' | 'used' | 'cost' | 'gmv' | 'refunded' | 'voidReason' | 'createdAt'
>;

/** A coupon with what its template says; `scope` is its own where it has one. */
export type WalletRow = {
  readonly id: string;
  readonly templateId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly name: string;
  readonly discount: Discount;
  readonly threshold: number;
  readonly scope: CouponScopeRule;
  readonly hours: HoursOfUse | null;
  readonly stack: StackGroup;
  readonly state: CouponState;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly becauseKind: string;
  /** For the shop's own people. */
  readonly becauseLabel: string;
  /** For her. */
  readonly said: string | null;
  readonly orderId: string | null;
  /** Fen of the shipping fee that it takes off at most; null: all of it. */
  readonly most: number | null;
};

/** What the facts of a coupon that has just moved are told from. */
export type MovedRow = {
  readonly id: string;
  readonly templateId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly name: string;
  /** Its row in the ledger. */
  readonly grantId: string;
  readonly orderId: string | null;
  readonly saving: number | null;
  /** What its order was paid with, fen; of those that are used now. */
  readonly orderAmount?: number | null;
  /** The counter that used it, where no order did. */
  readonly store?: string;
};
