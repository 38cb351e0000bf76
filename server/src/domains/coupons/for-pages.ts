import type { Ctx } from '../../platform/ctx.ts';
import type { AudiencePort } from './audience.ts';
import { listCenters, type TakeableView } from './center.ts';

type Person = { readonly memberId: string; readonly personNo: number };

/** For pages: what the coupon centre shows each of these persons, in their order. */
export function couponShelf(audience: AudiencePort) {
  return async (ctx: Ctx, persons: readonly Person[]): Promise<TakeableView[][]> =>
    (await listCenters(ctx, audience, persons)).map((shown) => shown.map(({ view }) => view));
}
