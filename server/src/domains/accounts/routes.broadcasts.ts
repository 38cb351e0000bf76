import { broadcastContract as contract } from '@huoshui/contracts/account-broadcasts';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import type { AccountMessages } from '../messaging/index.ts';
import {
  cancelBroadcast,
  changeBroadcast,
  createBroadcast,
  listBroadcasts,
  readBroadcast,
  startBroadcast,
} from './broadcasts/broadcasts.ts';
import { reachOf } from './broadcasts/reach.ts';

const READ = { can: 'accounts.read' } as const;
const write = (deed: Words) =>
  ({
    can: 'accounts.write',
    audit: (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
      entityId: id,
      summary: named(deed, name),
    }),
  }) as const;

export const broadcastRoutes = (messages: AccountMessages): readonly Route[] => [
  route(contract, 'GET /api/admin/account-broadcasts', READ, async (ctx, { query }) => listBroadcasts(ctx, query)),
  route(
    contract,
    'POST /api/admin/account-broadcasts',
    write(words('新建公众号群发', 'Made the broadcast')),
    async (ctx, { body }) => createBroadcast(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/account-broadcasts/:id', READ, async (ctx, { params }) =>
    readBroadcast(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/account-broadcasts/:id/reach', READ, async (ctx, { params }) =>
    reachOf(ctx, messages, params.id),
  ),
  route(
    contract,
    'PUT /api/admin/account-broadcasts/:id',
    write(words('修改公众号群发', 'Changed the broadcast')),
    async (ctx, { params, body }) => changeBroadcast(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/account-broadcasts/:id/start',
    write(words('启动公众号群发', 'Started the broadcast')),
    async (ctx, { params }) => startBroadcast(ctx, params.id),
  ),
  route(
    contract,
    'POST /api/admin/account-broadcasts/:id/cancelling',
    write(words('取消公众号群发', 'Cancelled the broadcast')),
    async (ctx, { params }) => cancelBroadcast(ctx, params.id),
  ),
];
