import type { Ctx } from '../../platform/ctx.ts';
import { type Settlement, settleGrants } from './grant-queries.ts';

/**
 * Told by the kinds: a grant was `used` (with what it really cost, fen), has `expired`, was `revoked`, or is open again
 * (`granted`) because the order that used it was refunded whole. The budget follows.
 */
export async function settle(ctx: Ctx, settlements: readonly Settlement[]): Promise<void> {
  await settleGrants(ctx, settlements);
}
