import { packageContract as contract } from '@huoshui/contracts/packages';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { type Route, route } from '../../../platform/routes.ts';
import type { BenefitKinds } from '../benefit-kind.ts';
import { changePackage, createPackage, listPackages, readPackage, setPackageEnded } from './package.ts';
import { readPaymentGifts } from './payment-gifts.ts';

export const packageRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/packages', { can: 'benefits.read' }, async (ctx, { query }) =>
    listPackages(ctx, kinds, query),
  ),
  route(contract, 'GET /api/admin/packages/:id', { can: 'benefits.read' }, async (ctx, { params }) =>
    readPackage(ctx, kinds, params.id),
  ),
  route(
    contract,
    'POST /api/admin/packages',
    {
      can: 'benefits.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建礼包', 'Created the package'), name) }),
    },
    async (ctx, { body }) => createPackage(ctx, kinds, body),
  ),
  route(
    contract,
    'PUT /api/admin/packages/:id',
    {
      can: 'benefits.write',
      audit: (_input, { name }) => ({ summary: named(words('修改礼包', 'Changed the package'), name) }),
    },
    async (ctx, { params, body }) => changePackage(ctx, kinds, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/packages/:id/state',
    {
      can: 'benefits.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.ended ? words('停用礼包', 'Ended the package') : words('启用礼包', 'Started the package'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => setPackageEnded(ctx, kinds, params.id, body.ended),
  ),
  route(contract, 'GET /api/shop/payment-gifts', { member: true }, async (ctx, { query }) => ({
    items: await readPaymentGifts(ctx, shopper(ctx), query.orderId),
  })),
];

function shopper({ actor }: Ctx): string {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return actor.id;
}
