import type { Said } from '@huoshui/contracts/words';
import type { couponReturn } from '@huoshui/contracts/words/coupons';
import type { Ctx } from '../../platform/ctx.ts';
import { ledger } from '../benefits/index.ts';
import { couponExpired, couponReleased, couponRevoked, couponUsed } from './events.ts';
import type { MovedRow } from './tables.ts';

/** Coupons that came back from their orders; they cost the ledger, and a budget, what they were expected to again. */
export async function announceReleased(
  ctx: Ctx,
  rows: readonly MovedRow[],
  reason: keyof typeof couponReturn,
): Promise<void> {
  for (const row of rows) {
    const payload = { ...about(row), orderId: row.orderId ?? '', reason };
    ctx.emit(couponReleased, { personNo: row.personNo, payload });
  }
  await ledger.settle(
    ctx,
    rows.map(({ grantId }) => ({ grantId, state: 'granted', actualCost: null })),
  );
}

export async function announceUsed(ctx: Ctx, rows: readonly MovedRow[]): Promise<void> {
  for (const row of rows) {
    ctx.emit(couponUsed, {
      personNo: row.personNo,
      payload: { ...about(row), orderId: row.orderId ?? '', ...(row.store === undefined ? {} : { store: row.store }) },
    });
  }
  const settlements = rows.map(({ grantId, saving, orderId, orderAmount }) => {
    const order = orderId === null ? null : { id: orderId, amount: orderAmount ?? 0 };
    return { grantId, state: 'used' as const, actualCost: saving ?? 0, order };
  });
  await ledger.settle(ctx, settlements);
}

export async function announceExpired(ctx: Ctx, rows: readonly MovedRow[]): Promise<void> {
  for (const row of rows) ctx.emit(couponExpired, { personNo: row.personNo, payload: about(row) });
  await ledger.settle(
    ctx,
    rows.map(({ grantId }) => ({ grantId, state: 'expired', actualCost: null })),
  );
}

/** Taken back unused: they cost nothing any more. */
export async function announceRevoked(
  ctx: Ctx,
  rows: readonly MovedRow[],
  because: { readonly kind: string; readonly id: string; readonly label: Said },
): Promise<void> {
  for (const row of rows)
    ctx.emit(couponRevoked, { personNo: row.personNo, payload: { ...about(row), amount: 0, because } });
  await ledger.settle(
    ctx,
    rows.map(({ grantId }) => ({ grantId, state: 'revoked', actualCost: null })),
  );
}

function about({ memberId, id, templateId, name, saving }: MovedRow) {
  return { memberId, couponId: id, templateId, name, amount: saving ?? 0 };
}
