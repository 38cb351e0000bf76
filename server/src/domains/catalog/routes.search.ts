import { searchContract as contract } from '@huoshui/contracts/search';
import { words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { blockWord } from './searches/blocked.ts';
import { hotWords } from './searches/hot-words.ts';
import { listSearched } from './searches/list-searched.ts';
import { changeSynonym, createSynonym, deleteSynonym, listSynonyms } from './synonyms/synonym.ts';

const read = { can: 'catalog.read' } as const;

export const searchRoutes: readonly Route[] = [
  route(contract, 'GET /api/shop/search/hot-words', { open: true }, async (ctx) => ({ items: await hotWords(ctx) })),
  route(contract, 'GET /api/admin/searches', read, async (ctx, { query }) =>
    listSearched(ctx, { ...query, outcome: query.outcome ?? 'missed', days: query.days ?? 30 }),
  ),
  route(
    contract,
    'PUT /api/admin/searches/blocked',
    {
      can: 'catalog.write',
      audit: ({ body }) => ({
        summary: body.blocked
          ? words(`不再展示搜索词「${body.word}」`, `Blocked the search word “${body.word}”`)
          : words(`恢复展示搜索词「${body.word}」`, `Showed the search word “${body.word}” again`),
      }),
    },
    async (ctx, { body }) => {
      await blockWord(ctx, body.word, body.blocked);
      return { ok: true };
    },
  ),
  route(contract, 'GET /api/admin/synonyms', read, async (ctx, { query }) => listSynonyms(ctx, query)),
  route(
    contract,
    'POST /api/admin/synonyms',
    {
      can: 'catalog.write',
      audit: (_input, { id, searched }) => ({
        entityId: id,
        summary: words(`新建同义词「${searched}」`, `Created the synonym “${searched}”`),
      }),
    },
    async (ctx, { body }) => createSynonym(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/synonyms/:id',
    {
      can: 'catalog.write',
      audit: (_input, { id, searched }) => ({
        entityId: id,
        summary: words(`修改同义词「${searched}」`, `Changed the synonym “${searched}”`),
      }),
    },
    async (ctx, { params, body }) => changeSynonym(ctx, params.id, body),
  ),
  route(
    contract,
    'DELETE /api/admin/synonyms/:id',
    { can: 'catalog.write', audit: words('删除同义词', 'Deleted a synonym') },
    async (ctx, { params }) => {
      await deleteSynonym(ctx, params.id);
      return { ok: true };
    },
  ),
];
