import { isCouponCode, plainCode } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { isInHerStores } from '../../../platform/her-stores.ts';
import { type Store, stores } from '../../stores/index.ts';
import type { Terms } from '../coupon.ts';
import { couponErrors } from '../errors.ts';
import type { CouponState } from '../tables.ts';

/** A coupon with its terms, as a counter sees it. */
export type AtCounter = Omit<Terms, 'validity'> & {
  readonly id: string;
  readonly templateId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly grantId: string;
  readonly name: string;
  readonly state: CouponState;
  readonly voided: boolean;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** Of the counter that used it. */
  readonly storeName: string | null;
  readonly usedAt: Date | null;
  readonly given: number | null;
};

type Asked = { readonly couponId: string } | { readonly code: string };

/** By its id, or by a code that was shown; null: there is none. */
export async function findAtCounter(ctx: Ctx, asked: Asked): Promise<AtCounter | null> {
  const which =
    'couponId' in asked
      ? sql`c.id = ${asked.couponId}`
      : sql`c.id = (select coupon_id from coupons.counter_code where code = ${asked.code})`;
  const { rows } = await sql<AtCounter>`
    select c.id, c.template_id, c.member_id, c.person_no, c.grant_id, t.name, t.discount, t.threshold,
      coalesce(c.scope, t.scope) as scope, t.hours, c.state, t.voided_at is not null as voided, c.valid_from, c.valid_to,
      v.store_name, c.used_at, v.given
    from coupons.coupon c join coupons.template t on t.id = c.template_id
      left join coupons.verification v on v.id = c.verification_id
    where ${which}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

type Shown = { readonly code: string; readonly coupon: AtCounter; readonly madeAt: Date; readonly goodUntil: Date };

/** What a code stands for. Throws `coupons.counter_mistyped`, `coupons.counter_unknown`. */
export async function findShown(ctx: Ctx, typed: string): Promise<Shown> {
  const code = plainCode(typed);
  if (!isCouponCode(code)) throw couponErrors.error('counter_mistyped');
  const { rows } = await sql<{ madeAt: Date; goodUntil: Date }>`
    select made_at, good_until from coupons.counter_code where code = ${code}
  `.execute(ctx.db);
  const coupon = await findAtCounter(ctx, { code });
  if (!rows[0] || coupon === null) throw couponErrors.error('counter_unknown');
  return { ...rows[0], code, coupon };
}

/** The store of the counter: one of hers, and not closed for good. Throws `coupons.counter_store`. */
export async function counterAt(ctx: Ctx, storeId: string): Promise<Store> {
  const store = isInHerStores(ctx, storeId) ? (await stores.find(ctx, [storeId])).get(storeId) : undefined;
  if (store === undefined || store.state === 'closed') throw couponErrors.error('counter_store');
  return store;
}
