import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Store } from '../../stores/index.ts';
import type { AddressFields } from '../address.ts';

/** As it comes out of jsonb: times with an offset. */
export type PickupHead = {
  readonly store: string;
  readonly from: string;
  readonly to: string;
  readonly keepUntil: string;
  readonly readyAt: string | null;
  readonly collectedAt: string | null;
  readonly code: string | null;
};

/** Of `orders.placed o`; null where it is sent. A code stands for goods that are still there. */
export const PICKUP_HEAD = sql<PickupHead | null>`case when o.store_id is not null then (
  select jsonb_build_object('store', p.store_name, 'from', p.slot_from, 'to', p.slot_to, 'keepUntil', p.keep_until,
    'readyAt', p.ready_at, 'collectedAt', p.collected_at, 'code', case when o.state = 'paid' then (
      select c.code from orders.pickup_code c where c.order_id = o.id) end)
  from orders.pickup p where p.order_id = o.id) end`;

type Shown = PickupHead & {
  readonly storeId: string;
  readonly address: AddressFields | null;
  /** As it is today. */
  readonly where: Store | undefined;
};

/** The store keeps the name under which she chose it, and says where it is now. The code is hers alone. */
export function presentPlace(ctx: Ctx, { storeId, address, where, ...pickup }: Shown) {
  return {
    storeId,
    store: pickup.store,
    address: where?.address ?? '',
    storePhone: where?.phone ?? '',
    latitude: where?.latitude ?? null,
    longitude: where?.longitude ?? null,
    from: instant(pickup.from),
    to: instant(pickup.to),
    name: address?.name ?? '',
    phone: address?.phone ?? '',
    code: ctx.actor.kind === 'member' ? pickup.code : null,
    readyAt: pickup.readyAt && instant(pickup.readyAt),
    collectedAt: pickup.collectedAt && instant(pickup.collectedAt),
    keepUntil: instant(pickup.keepUntil),
  };
}

function instant(at: string): string {
  return new Date(at).toISOString();
}
