import { collectorContract } from '@huoshui/contracts/collectors';
import { named, words } from '@huoshui/contracts/words';
import { route } from '../../platform/routes.ts';
import { changeSource, createSource, listName, listSources, renewKey, revokeSource } from './sources.ts';
import { readTraffic } from './traffic.ts';

const READ = { can: 'analytics.read' } as const;
const WRITE = { can: 'analytics.write' } as const;

export const adminRoutes = [
  route(collectorContract, 'GET /api/admin/collectors', READ, async (ctx, { query }) => listSources(ctx, query)),
  route(
    collectorContract,
    'POST /api/admin/collectors',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('新建数据来源', 'Made a source of data'), name),
      }),
    },
    async (ctx, { body }) => createSource(ctx, body.values),
  ),
  route(
    collectorContract,
    'PUT /api/admin/collectors/:id',
    {
      ...WRITE,
      audit: (_in, { name }) => ({ summary: named(words('修改数据来源', 'Changed a source of data'), name) }),
    },
    async (ctx, { params, body }) => changeSource(ctx, params.id, body.values),
  ),
  route(
    collectorContract,
    'POST /api/admin/collectors/:id/key',
    {
      ...WRITE,
      audit: (_in, { name }) => ({ summary: named(words('更换数据来源的密钥', 'Changed the key of a source'), name) }),
    },
    async (ctx, { params }) => renewKey(ctx, params.id),
  ),
  route(
    collectorContract,
    'POST /api/admin/collectors/:id/revocation',
    {
      ...WRITE,
      audit: (_in, { name }) => ({ summary: named(words('停用数据来源', 'Revoked a source of data'), name) }),
    },
    async (ctx, { params }) => revokeSource(ctx, params.id),
  ),
  route(collectorContract, 'GET /api/admin/collectors/:id/traffic', READ, async (ctx, { params }) =>
    readTraffic(ctx, params.id),
  ),
  route(
    collectorContract,
    'POST /api/admin/collectors/:id/names',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: named(
          body.isTaken
            ? words(`接收事件 ${body.name}`, `Takes the event ${body.name}`)
            : words(`屏蔽事件 ${body.name}`, `Blocked the event ${body.name}`),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => listName(ctx, params.id, body),
  ),
];
