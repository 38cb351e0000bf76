import { codeContract as contract } from '@huoshui/contracts/codes';
import { named, type Words, words } from '@huoshui/contracts/words';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { attribution, attributionForm } from './attribution.ts';
import { archiveCode, changeCode, createCode, readCode, retryMaking } from './change-code.ts';
import { presentCodes } from './code.ts';
import { herCodes } from './her-codes.ts';
import { countChannels, countCodes, listChannels, listCodes } from './queries.ts';

const read = { can: 'codes.read' } as const;
const write = { can: 'codes.write' } as const;
const note = (deed: Words) => (_input: unknown, code: { readonly name: string }) => ({
  summary: named(deed, code.name),
});

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/codes', read, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const { state = null, place = null, kind = null, channel = null, storeId = null } = query;
    const ask = { q: query.q?.trim() || null, state, place, kind, channel, storeId };
    const rows = await listCodes(ctx, { ...ask, after, limit: limit + 1 });
    const items = await presentCodes(ctx, rows.slice(0, limit));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const page = { items, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
    return after === null ? { ...page, ...(await countCodes(ctx, ask)) } : page;
  }),
  route(contract, 'GET /api/admin/codes/:id', read, async (ctx, { params }) => readCode(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/codes',
    { ...write, idempotent: true, audit: note(words('新建渠道码', 'Created the code')) },
    async (ctx, { body }) => createCode(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/codes/:id',
    { ...write, audit: note(words('修改渠道码', 'Changed the code')) },
    async (ctx, { params, body }) => changeCode(ctx, params.id, body),
  ),
  route(
    contract,
    'POST /api/admin/codes/:id/archiving',
    {
      ...write,
      audit: ({ body }, { name }) => ({
        summary: named(
          body.archived
            ? words('停用渠道码', 'Archived the code')
            : words('恢复渠道码', 'Took the code into use again'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => archiveCode(ctx, params.id, body.archived),
  ),
  route(
    contract,
    'POST /api/admin/codes/:id/making',
    { ...write, audit: note(words('重新生成渠道码', 'Had the code made again')) },
    async (ctx, { params }) => retryMaking(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/code-channels', { can: 'analytics.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const ask = { q: query.q?.trim() || null };
    const rows = await listChannels(ctx, { ...ask, after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const page = { items, nextCursor: last === undefined ? null : encodeCursor([last.name]) };
    return after === null ? { ...page, ...(await countChannels(ctx, ask)) } : page;
  }),
  route(contract, 'GET /api/admin/members/:id/codes', { can: 'members.read' }, async (ctx, { params }) =>
    herCodes(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/settings/code-attribution', { can: 'analytics.read' }, async (ctx) =>
    getSetting(ctx, attribution),
  ),
  route(
    contract,
    'PUT /api/admin/settings/code-attribution',
    { ...write, audit: words('修改渠道码归因', 'Changed the attribution of codes') },
    async (ctx, { body }) => {
      const stored = await getSetting(ctx, attribution);
      await putSetting(ctx, attribution, await readForm(ctx, attributionForm, body, { stored }));
      return getSetting(ctx, attribution);
    },
  ),
];
