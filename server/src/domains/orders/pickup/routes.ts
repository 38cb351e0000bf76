import { pickupContract as contract } from '@huoshui/contracts/pickups';
import { words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { showPickup } from './find.ts';
import { listPickups } from './list.ts';
import { makeReady } from './ready.ts';
import { redeemPickup } from './redeem.ts';

const read = { can: 'pickups.read' } as const;
const write = { can: 'pickups.write' } as const;

/** The counter of a store: what is to be laid ready, and what is handed over. */
export const pickupRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/pickups', read, async (ctx, { query }) => listPickups(ctx, query)),
  route(contract, 'GET /api/admin/pickups/by-code/:code', read, async (ctx, { params, query }) =>
    showPickup(ctx, params.code, query.storeId),
  ),
  route(
    contract,
    'POST /api/admin/pickups/readiness',
    {
      ...write,
      audit: (_in, { ready }) => ({
        entityId: null,
        summary: words(`${ready} 单已备好待自提`, `Laid ${ready} orders ready to be collected`),
      }),
    },
    async (ctx, { body }) => ({ ready: await makeReady(ctx, body.ids) }),
  ),
  route(
    contract,
    'POST /api/admin/pickups/redemptions',
    {
      ...write,
      idempotent: 'money',
      audit: (_in, { orderId, number, storeName }) => ({
        entityId: orderId,
        summary: words(`自提核销：${storeName} ${number}`, `Handed over at ${storeName}: ${number}`),
      }),
    },
    async (ctx, { body }) => redeemPickup(ctx, body),
  ),
];
