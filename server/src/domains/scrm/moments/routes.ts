import { momentContract as contract } from '@huoshui/contracts/moments';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { momentLimits } from './limits.ts';
import { recordMomentOpen } from './link.ts';
import { changeMoment, createMoment, listMoments, readMoment, startMoment, stopMoment } from './moments.ts';
import type { PicturesOf } from './pictures.ts';
import { readMomentResult } from './result.ts';
import { listSenders } from './senders.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;
/** WeCom is asked for the corp's tags on the way. */
const ASKS_WECOM = { ...WRITE, transaction: false } as const;

export const momentRoutes = (pictures: PicturesOf): readonly Route[] => [
  route(contract, 'GET /api/admin/moments', READ, async (ctx, { query }) => listMoments(ctx, query)),
  route(
    contract,
    'POST /api/admin/moments',
    {
      ...ASKS_WECOM,
      audit: (_in, { id, name }) => ({ entityId: id, summary: named(words('新建朋友圈', 'Made the moment'), name) }),
    },
    async (ctx, { body }) => createMoment(ctx, pictures, body.values),
  ),
  route(contract, 'GET /api/admin/moments/:id', READ, async (ctx, { params }) => readMoment(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/moments/:id',
    { ...ASKS_WECOM, audit: (_in, { name }) => ({ summary: named(words('修改朋友圈', 'Changed the moment'), name) }) },
    async (ctx, { params, body }) => changeMoment(ctx, pictures, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/moments/:id/start',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('下发朋友圈任务', 'Started the moment'), name) }) },
    async (ctx, { params }) => startMoment(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/moments/:id/stop',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('停止朋友圈任务', 'Stopped the moment'), name) }) },
    async (ctx, { params }) => stopMoment(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/moments/:id/senders', READ, async (ctx, { params, query }) =>
    listSenders(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/moments/:id/result', READ, async (ctx, { params }) =>
    readMomentResult(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/moment-limits', READ, async () => ({ limits: momentLimits })),
  route(contract, 'POST /api/shop/moment-opens', { member: true, perMinute: 30 }, async (ctx, { body }) => {
    await recordMomentOpen(ctx, body.id);
    return { ok: true };
  }),
];
