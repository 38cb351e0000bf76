import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { openAddress } from '../address.ts';
import { findByCode, showPickup } from './find.ts';
import { makeReady } from './ready.ts';
import { redeemPickup } from './redeem.ts';

type Contact = {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly store: string;
  readonly ready: boolean;
};

/** The counter, for others who hand orders over: who fetches each, what lies ready, what a code stands for, and the redemption. */
export const pickups = { contacts, find: findByCode, show: showPickup, ready: makeReady, redeem: redeemPickup };

/** Whom to ask for, by order. */
async function contacts(ctx: Ctx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Contact>> {
  const { rows } = await sql<{ id: string; number: string; sealed: string | null; store: string; ready: boolean }>`
    select o.id, o.number, o.address_sealed as sealed, p.store_name as store, p.ready_at is not null as ready
    from orders.placed o join orders.pickup p on p.order_id = o.id where o.id = any(${[...new Set(orderIds)]}::text[])
  `.execute(ctx.db);
  return new Map(
    rows.map(({ id, number, sealed, store, ready }) => {
      const contact = openAddress(ctx, sealed);
      return [id, { number, store, ready, name: contact?.name ?? '', phone: contact?.phone ?? '' }];
    }),
  );
}
