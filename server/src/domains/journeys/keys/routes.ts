import { journeyKeyContract } from '@huoshui/contracts/journey-keys';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import type { Kit } from '../kit.ts';
import { callByKey } from './call-by-key.ts';
import { changeKey, createKey, listCalls, listKeys, revokeKey } from './key.ts';

const READ = { can: 'journeys.read' } as const;
const WRITE = { can: 'journeys.write' } as const;
/** Of one address, whatever keys it shows: who tries keys out comes no further. */
const TRIES_A_MINUTE = 6000;

export function keyRoutes(kit: Kit): readonly Route[] {
  return [
    route(journeyKeyContract, 'GET /api/admin/journey-keys', READ, async (ctx, { query }) => listKeys(ctx, query)),
    route(
      journeyKeyContract,
      'POST /api/admin/journey-keys',
      {
        ...WRITE,
        audit: (_in, { id, name }) => ({
          entityId: id,
          summary: named(words('新建接口密钥', 'Made the key of a system'), name),
        }),
      },
      async (ctx, { body }) => createKey(ctx, body.values),
    ),
    route(
      journeyKeyContract,
      'PUT /api/admin/journey-keys/:id',
      {
        ...WRITE,
        audit: (_in, { name }) => ({ summary: named(words('修改接口密钥', 'Changed the key of a system'), name) }),
      },
      async (ctx, { params, body }) => changeKey(ctx, params.id, body.values),
    ),
    route(
      journeyKeyContract,
      'POST /api/admin/journey-keys/:id/revocation',
      {
        ...WRITE,
        audit: (_in, { name }) => ({ summary: named(words('停用接口密钥', 'Revoked the key of a system'), name) }),
      },
      async (ctx, { params }) => revokeKey(ctx, params.id),
    ),
    route(journeyKeyContract, 'GET /api/admin/journey-keys/:id/calls', READ, async (ctx, { params, query }) =>
      listCalls(ctx, params.id, query),
    ),
    route(
      journeyKeyContract,
      'POST /api/open/journeys/:id/entries',
      // Whose call it is says the key, so the call and its answer are kept by that; no browser's cookie is asked for.
      { open: true, anyOrigin: true, transaction: false, perMinute: TRIES_A_MINUTE },
      async (ctx, { params, body, request: { headers } }) =>
        callByKey(ctx, kit, { journeyId: params.id, body, headers }),
    ),
  ];
}
