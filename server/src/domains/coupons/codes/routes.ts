import { couponCodeContract as contract } from '@huoshui/contracts/coupon-codes';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { csvFile, tableFile } from '../../../platform/table-file.ts';
import { presentHers } from '../wallet.ts';
import { codeTable, createBatch, listCodeBatches, voidBatch } from './batch.ts';
import { type RedeemPorts, redeemCode } from './redeem.ts';

export const codeRoutes = (ports: RedeemPorts): readonly Route[] => [
  route(contract, 'GET /api/admin/coupon-codes', { can: 'coupons.read' }, async (ctx, { query }) =>
    listCodeBatches(ctx, query),
  ),
  route(
    contract,
    'POST /api/admin/coupon-codes',
    {
      can: 'coupons.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('生成兑换码', 'Made exchange codes'), name) }),
    },
    async (ctx, { body }) => createBatch(ctx, body),
  ),
  // Whoever has the file can use every code in it: looking is not enough.
  route(
    contract,
    'GET /api/admin/coupon-codes/:id/codes.csv',
    { can: 'coupons.write', download: csvFile('codes') },
    async (ctx, { params, query }) => tableFile(await codeTable(ctx, params.id), query),
  ),
  route(
    contract,
    'POST /api/admin/coupon-codes/:id/voiding',
    {
      can: 'coupons.write',
      audit: (_input, { name }) => ({ summary: named(words('作废兑换码', 'Voided the exchange codes'), name) }),
    },
    async (ctx, { params, body }) => voidBatch(ctx, ports.benefits, params.id, body),
  ),
  // A try that failed must stay counted.
  route(
    contract,
    'POST /api/shop/coupon-codes/redemption',
    { member: true, transaction: false, perMinute: 20 },
    async (ctx, { body }) => presentHers(await redeemCode(ctx, ports, shopper(ctx), body.code), ctx.now()),
  ),
];

function shopper({ actor }: Ctx) {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
