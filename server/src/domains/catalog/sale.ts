import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { catalogErrors } from './errors.ts';

type Window = { readonly saleFrom: Date | null; readonly saleUntil: Date | null };

/**
 * Whether a product `p` may be bought at the moment of `ctx`: on sale, and its time has come and is not over (half-open). Lists,
 * search, cart and checkout all ask this, so that none shows what another refuses; nothing is changed when a time comes.
 */
export function buyable(ctx: Ctx): RawBuilder<boolean> {
  const now = sql`${ctx.now()}::timestamptz`;
  return sql<boolean>`(p.status = 'on_sale' and (p.sale_from is null or p.sale_from <= ${now}) and (p.sale_until is null or p.sale_until > ${now}))`;
}

/** The same of one product, as it is shown: its time is to come, is now, or is over. */
export function saleOf({ saleFrom, saleUntil }: Window, now: Date): 'soon' | 'open' | 'over' {
  if (saleFrom !== null && now < saleFrom) return 'soon';
  return saleUntil !== null && now >= saleUntil ? 'over' : 'open';
}

type WindowInput = { readonly saleFrom?: string | null | undefined; readonly saleUntil?: string | null | undefined };

/** The window that somebody typed; one that ends before it begins is refused. */
export function readWindow({ saleFrom, saleUntil }: WindowInput): Window {
  const from = saleFrom ? new Date(saleFrom) : null;
  const until = saleUntil ? new Date(saleUntil) : null;
  if (from !== null && until !== null && from >= until) throw catalogErrors.error('sale_ends_first');
  return { saleFrom: from, saleUntil: until };
}
