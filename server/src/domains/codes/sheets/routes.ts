import { codeContract as contract } from '@huoshui/contracts/codes';
import { words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { isInHerStores } from '../../../platform/her-stores.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { codeErrors } from '../errors.ts';
import { findCodes } from '../queries.ts';
import { drawOne } from './draw-one.ts';
import { countSheets, listSheets, printedOf, readPage, readPages, startSheet } from './sheet.ts';

// A sheet may hold codes of any store, so whoever is limited to some has none.
const write = { can: 'codes.write' } as const;

export const sheetRoutes: readonly Route[] = [
  route(
    contract,
    'POST /api/admin/code-sheets',
    {
      ...write,
      idempotent: true,
      audit: (_input, { codes }) => ({
        summary: words(`排版 ${codes} 个渠道码`, `Had ${codes} codes set on pages`),
      }),
    },
    async (ctx, { body: { layout, ids = null, q, place = null, channel = null, storeId = null } }) =>
      startSheet(ctx, { layout, ids, q: q?.trim() || null, place, channel, storeId }),
  ),
  route(contract, 'GET /api/admin/code-sheets', write, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const sheets = await listSheets(ctx, { after, limit: limit + 1 });
    const page = toPage(
      sheets,
      limit,
      ({ id }) => [id],
      (sheet) => sheet,
    );
    return after === null ? { ...page, ...(await countSheets(ctx)) } : page;
  }),
  route(
    contract,
    'GET /api/admin/code-sheets/:id/pages.pdf',
    { ...write, download: { name: 'codes.pdf', type: 'application/pdf' } },
    async (ctx, { params, query }) => readPages(ctx, params.id, query.file ?? 1),
  ),
  route(
    contract,
    'GET /api/admin/code-sheets/:id/page.png',
    { ...write, download: { name: 'codes.png', type: 'image/png' } },
    async (ctx, { params, query }) => readPage(ctx, params.id, query.page ?? 1),
  ),
  route(
    contract,
    'GET /api/admin/codes/:id/picture.png',
    { can: 'codes.read', download: { name: 'code.png', type: 'image/png' } },
    async (ctx, { params, query }) => {
      const code = (await findCodes(ctx, [params.id])).get(params.id);
      if (code === undefined || !isInHerStores(ctx, code.storeId)) throw codeErrors.error('not_found');
      const [printed] = await printedOf(ctx, [code]);
      if (printed === undefined) throw codeErrors.error('not_made');
      return drawOne(printed, query.width ?? 1000);
    },
  ),
];
