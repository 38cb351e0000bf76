import { lotContract as contract } from '@huoshui/contracts/lots';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { listLots } from './lots/list-lots.ts';
import { changeLot, createLot, readLot, recallLot, takeRecallBack } from './lots/lot.ts';
import { showTrace } from './lots/show-trace.ts';

const read = { can: 'catalog.read' } as const;
const write = { can: 'catalog.write' } as const;

export const lotRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/lots', read, async (ctx, { query }) => listLots(ctx, query)),
  route(contract, 'GET /api/admin/lots/:id', read, async (ctx, { params }) => readLot(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/lots',
    { ...write, idempotent: true, audit: (_in, out) => about(words('新建批次', 'Created the lot'), out) },
    async (ctx, { body }) => createLot(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/lots/:id',
    { ...write, audit: (_in, out) => about(words('修改批次', 'Changed the lot'), out) },
    async (ctx, { params, body }) => changeLot(ctx, params.id, body),
  ),
  route(
    contract,
    'POST /api/admin/lots/:id/recall',
    { ...write, audit: (_in, out) => about(words('召回批次', 'Recalled the lot'), out) },
    async (ctx, { params, body }) => recallLot(ctx, params.id, body.reason),
  ),
  route(
    contract,
    'DELETE /api/admin/lots/:id/recall',
    { ...write, audit: (_in, out) => about(words('撤销召回', 'Took back the recall of the lot'), out) },
    async (ctx, { params }) => takeRecallBack(ctx, params.id),
  ),
  // Whoever holds the goods in her hand; who tries codes is slowed down.
  route(contract, 'GET /api/shop/traces/:code', { open: true, perMinute: 60 }, async (ctx, { params }) =>
    showTrace(ctx, params.code),
  ),
];

function about(deed: Words, { id, number, productName }: { id: string; number: string; productName: string }) {
  return { entityId: id, summary: named(deed, `${productName} ${number}`) };
}
