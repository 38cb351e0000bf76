import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Store, stores } from '../stores/index.ts';
import { leaderErrors } from './errors.ts';

/**
 * The place that she serves from now on. One leader a place: what lies there is handed out by her. Orders that wait there stay with whoever
 * they were placed with. Throws `leaders.no_such_store`, `leaders.own_stock`, `leaders.point_taken`.
 */
export async function givePoint(ctx: Ctx, no: number, storeId: string | null): Promise<void> {
  if (storeId !== null) {
    const store = (await stores.find(ctx, [storeId])).get(storeId);
    if (store === undefined || store.state === 'closed') throw leaderErrors.error('no_such_store');
    if (store.values.ownStock === true) throw leaderErrors.error('own_stock');
  }
  const { rows } = await sql`
    update leaders.leader set store_id = ${storeId} where no = ${no} and (${storeId}::text is null or not exists (
      select from leaders.leader o where o.store_id = ${storeId} and o.no <> ${no} and o.behind_no is null and o.state in ('active', 'suspended')
    )) returning no
  `.execute(ctx.db);
  if (rows.length === 0) throw leaderErrors.error('point_taken');
}

export type Point = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly closed: boolean;
};

export async function pointsOf(
  ctx: Ctx,
  rows: readonly { readonly storeId: string | null }[],
): Promise<(storeId: string | null) => Point | null> {
  const found = await stores.find(
    ctx,
    rows.flatMap(({ storeId }) => storeId ?? []),
  );
  return (storeId) => {
    const store = storeId === null ? undefined : found.get(storeId);
    return store === undefined ? null : presentPoint(store);
  };
}

export function presentPoint({ id, name, region, address, state }: Store): Point {
  const city = region.split('/').at(-1) ?? '';
  return { id, name, address: address.startsWith(city) ? address : `${city}${address}`, closed: state !== 'open' };
}
