import { rehearsalContract } from '@huoshui/contracts/rehearsals';
import { joinWords, words } from '@huoshui/contracts/words';
import { heavy } from '../../platform/http/heavy.ts';
import { type AuditNote, type Route, route } from '../../platform/routes.ts';
import { askRehearsal, cancelRehearsal, retryRehearsal } from './ask.ts';
import { assume, readShopFigures } from './personas/fit.ts';
import { listRehearsals, readRehearsal, type Shown } from './present.ts';

const READ = { can: 'journeys.read' } as const;
const WRITE = { can: 'journeys.write' } as const;

export const rehearsalRoutes: readonly Route[] = [
  route(rehearsalContract, 'GET /api/admin/rehearsals', READ, async (ctx, { query }) => listRehearsals(ctx, query)),
  heavy(
    route(rehearsalContract, 'GET /api/admin/rehearsals/assumptions', READ, async (ctx) => {
      const shop = await readShopFigures(ctx);
      const found = await assume(ctx, shop, { opens: null, response: null });
      return { members: shop.members, buyers: shop.buyers, ...found };
    }),
  ),
  route(
    rehearsalContract,
    'POST /api/admin/rehearsals',
    { ...WRITE, idempotent: true, audit: said },
    async (ctx, { body }) => askRehearsal(ctx, body),
  ),
  route(rehearsalContract, 'GET /api/admin/rehearsals/:id', READ, async (ctx, { params }) =>
    readRehearsal(ctx, params.id),
  ),
  route(
    rehearsalContract,
    'POST /api/admin/rehearsals/:id/cancellation',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: joinWords([words('取消预演：', 'Called off the rehearsal:'), name]),
      }),
    },
    async (ctx, { params }) => cancelRehearsal(ctx, params.id),
  ),
  route(
    rehearsalContract,
    'POST /api/admin/rehearsals/:id/retries',
    { ...WRITE, idempotent: true, audit: said },
    async (ctx, { params }) => retryRehearsal(ctx, params.id),
  ),
];

function said(_in: unknown, { id, name, weeks, shoppers, seed }: Shown): AuditNote {
  return {
    entityId: id,
    summary: joinWords([words('开始预演：', 'Began the rehearsal:'), name]),
    details: { weeks, shoppers, seed },
  };
}
