import { deliveryAreaContract as contract } from '@huoshui/contracts/delivery-areas';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { changeArea, createArea, presentArea, readArea } from './change-area.ts';
import { countAreas, listAreas } from './queries.ts';

// Of the whole shop, as freight is: an account of some stores has nothing to do with it.
const read = { can: 'pricing.read' } as const;
const write = { can: 'pricing.write' } as const;

export const areaRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/delivery-areas', read, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const q = query.q?.trim() || null;
    const rows = await listAreas(ctx, { q, after, limit: limit + 1 });
    const page = toPage(rows, limit, ({ id }) => [id], presentArea);
    return after === null ? { ...page, ...(await countAreas(ctx, q)) } : page;
  }),
  route(contract, 'GET /api/admin/delivery-areas/:id', read, async (ctx, { params }) => readArea(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/delivery-areas',
    {
      ...write,
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建配送区域', 'Created the delivery area'), name) }),
    },
    async (ctx, { body }) => createArea(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/delivery-areas/:id',
    {
      ...write,
      audit: (_input, { name }) => ({ summary: named(words('修改配送区域', 'Changed the delivery area'), name) }),
    },
    async (ctx, { params, body }) => changeArea(ctx, params.id, body),
  ),
];
