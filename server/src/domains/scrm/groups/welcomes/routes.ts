import { groupWelcomeContract as contract } from '@huoshui/contracts/group-welcomes';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../../platform/routes.ts';
import { archiveWelcome, changeWelcome, createWelcome, listWelcomes, publishWelcome } from './welcomes.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const groupWelcomeRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/group-welcomes', READ, async (ctx, { query }) => listWelcomes(ctx, query)),
  route(
    contract,
    'POST /api/admin/group-welcomes',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('新建入群欢迎语', 'Made the group welcome'), name),
      }),
    },
    async (ctx, { body }) => createWelcome(ctx, body.values),
  ),
  route(
    contract,
    'PUT /api/admin/group-welcomes/:id',
    {
      ...WRITE,
      audit: (_in, { name }) => ({ summary: named(words('修改入群欢迎语', 'Changed the group welcome'), name) }),
    },
    async (ctx, { params, body }) => changeWelcome(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/group-welcomes/:id/publishing',
    {
      ...WRITE,
      audit: (_in, { name }) => ({
        summary: named(words('再发布入群欢迎语', 'Published the group welcome again'), name),
      }),
    },
    async (ctx, { params }) => publishWelcome(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/group-welcomes/:id/archiving',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: body.archived
          ? named(words('停用入群欢迎语', 'Archived the group welcome'), name)
          : named(words('恢复入群欢迎语', 'Brought back the group welcome'), name),
      }),
    },
    async (ctx, { params, body }) => archiveWelcome(ctx, params.id, body.archived),
  ),
];
