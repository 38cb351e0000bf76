import { operatorContract } from '@huoshui/contracts/operators';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { createKey, endKey, listKeys, readOwnKey } from './keys/key.ts';

export const keyRoutes: readonly Route[] = [
  route(operatorContract, 'GET /api/admin/api-keys', { can: 'api_keys.read' }, async (ctx, { query }) =>
    listKeys(ctx, query),
  ),
  route(
    operatorContract,
    'POST /api/admin/api-keys',
    {
      can: 'api_keys.write',
      audit: ({ body }, { id, name, expiresAt }) => ({
        entityId: id,
        summary: named(words('新建 API 密钥', 'Made the API key'), name),
        details: { name, scopes: body.scopes, expiresAt },
      }),
    },
    async (ctx, { body }) => createKey(ctx, body),
  ),
  route(
    operatorContract,
    'POST /api/admin/api-keys/:id/ending',
    {
      can: 'api_keys.write',
      audit: (_, { name, operatorName }) => ({
        summary: named(words(`停用 ${operatorName} 的 API 密钥`, `Ended an API key of ${operatorName}:`), name),
      }),
    },
    async (ctx, { params }) => endKey(ctx, params.id),
  ),
  // The one thing of a person’s own that a key may ask: what it is good for.
  route(operatorContract, 'GET /api/admin/session/key', { operator: true, keys: true }, async (ctx) => readOwnKey(ctx)),
];
