import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { openAddress } from './address.ts';

/** By what orders of several people may be one person's: where one goes, and who paid it. */
export type OrderMarks = {
  /** Null where it goes nowhere: collected, a service. `whole` is a private address: to be kept as a hash. */
  readonly address: { readonly whole: string; readonly district: string } | null;
  /** The account that paid, by app; null where WeChat did not say. */
  readonly payer: string | null;
};

/** By order. An address is one whatever spaces and marks it is written with. */
export async function readOrderMarks(ctx: Ctx, orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderMarks>> {
  const { rows } = await sql<{ id: string; sealed: string | null; app: string | null; openid: string | null }>`
    select o.id, case when o.store_id is null then o.address_sealed end as sealed, o.app, p.openid from orders.placed o
    left join orders.payment p on p.transaction_id = o.transaction_id
    where o.id = any(${[...new Set(orderIds)]}::text[])
  `.execute(ctx.db);
  return new Map(
    rows.map(({ id, sealed, app, openid }) => [
      id,
      { address: addressOf(ctx, sealed), payer: openid === null ? null : `${app ?? ''} ${openid}` },
    ]),
  );
}

function addressOf(ctx: Ctx, sealed: string | null): OrderMarks['address'] {
  const found = openAddress(ctx, sealed);
  if (found === null) return null;
  const { province, city, district, street } = found;
  const plain = street
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toLowerCase();
  if (plain === '') return null;
  return { whole: [province, city, district, plain].join(' '), district: `${city} ${district}` };
}
