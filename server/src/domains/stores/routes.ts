import { storeContract as contract } from '@huoshui/contracts/stores';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, encodeCursor, toPage } from '../../platform/cursor.ts';
import { type Route, route } from '../../platform/routes.ts';
import { changeStore, createStore, present, readStore } from './change-store.ts';
import { countForShop, countRows, listRows, type Point, regionsOf } from './queries.ts';
import { type StoreShelves, wantedUnits } from './shelves.ts';
import { showStore, showStores } from './show.ts';

const read = { can: 'stores.read' } as const;
const write = { can: 'stores.write' } as const;

export const storeRoutes = (shelves: StoreShelves): readonly Route[] => [
  route(contract, 'GET /api/admin/stores', read, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const ask = { q: query.q?.trim() || null, state: query.state ?? null };
    const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
    const page = toPage(rows, limit, ({ id }) => [id], present);
    return after === null ? { ...page, ...(await countRows(ctx, ask)) } : page;
  }),
  route(contract, 'GET /api/admin/stores/:id', read, async (ctx, { params }) => readStore(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/stores',
    {
      ...write,
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建门店', 'Created the store'), name) }),
    },
    async (ctx, { body }) => createStore(ctx, shelves, body),
  ),
  route(
    contract,
    'PUT /api/admin/stores/:id',
    {
      ...write,
      audit: (_input, { name }) => ({ summary: named(words('修改门店', 'Changed the store'), name) }),
    },
    async (ctx, { params, body }) => changeStore(ctx, shelves, params.id, body),
  ),
  route(contract, 'GET /api/shop/stores', { open: true }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text', 'text']);
    const pickup = query.pickup ?? false;
    const ask = { q: query.q?.trim() || null, region: query.region ?? null, pickup, near: pointOf(query) };
    const rows = await showStores(ctx, shelves, { ...ask, after, limit: limit + 1 }, wantedUnits(query.lines));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const page = {
      items: rows.slice(0, limit).map(({ view }) => view),
      nextCursor: last === undefined ? null : encodeCursor([last.place, last.id]),
    };
    if (after !== null) return { ...page, regions: noRegions() };
    const [regions, counted] = await Promise.all([regionsOf(ctx, pickup), countForShop(ctx, ask)]);
    return { ...page, regions, ...counted };
  }),
  route(contract, 'GET /api/shop/stores/:id', { open: true }, async (ctx, { params, query }) =>
    showStore(ctx, shelves, params.id, wantedUnits(query.lines)),
  ),
];

const noRegions = (): string[] => [];

type Asked = { readonly latitude?: number | undefined; readonly longitude?: number | undefined };

function pointOf({ latitude, longitude }: Asked): Point | null {
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
}
