import { posterContract as contract } from '@huoshui/contracts/posters';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { archivePoster, changePoster, createPoster, listPosters, readPoster } from './posters.ts';
import { drawSample } from './sample.ts';

const READ = { can: 'activities.read' } as const;
const WRITE = { can: 'activities.write' } as const;
const note =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/posters', READ, async (ctx, { query }) => listPosters(ctx, query)),
  route(
    contract,
    'POST /api/admin/posters',
    { ...WRITE, audit: note(words('新建海报', 'Made the poster')) },
    async (ctx, { body }) => createPoster(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/posters/:id', READ, async (ctx, { params }) => readPoster(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/posters/:id',
    { ...WRITE, audit: note(words('修改海报', 'Changed the poster')) },
    async (ctx, { params, body }) => changePoster(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/posters/:id/archiving',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: named(
          body.archived ? words('停用海报', 'Archived the poster') : words('恢复海报', 'Brought back the poster'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => archivePoster(ctx, params.id, body.archived),
  ),
  route(contract, 'POST /api/admin/poster-samples', { ...READ, onlyReads: true }, async (ctx, { body }) => ({
    picture: await drawSample(ctx, body.values),
  })),
];
