import type { Ctx } from '../../../platform/ctx.ts';

/** Where cards are paid: orders, handed in by `domains.ts`. Fen. */
export type Till = {
  sell(
    ctx: Ctx,
    sale: { readonly memberId: string; readonly personNo: number; readonly name: string; readonly price: number },
  ): Promise<{ readonly id: string; readonly number: string; readonly payable: number; readonly expiresAt: string }>;
  giveBack(ctx: Ctx, orderId: string, keeps: (paid: number) => number, reason: string): Promise<number>;
  /** What these orders were paid with, what of it went back (`refunded`), and that with what is on its way (`returned`). */
  moneyOf(
    ctx: Ctx,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly paid: number; readonly returned: number; readonly refunded: number }>>;
  savedBy(
    ctx: Ctx,
    memberIds: readonly string[],
    source: string,
    offerIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly saved: number; readonly held: number }>>;
};
