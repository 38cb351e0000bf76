import { couponContract } from '@huoshui/contracts/coupons';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { changeTemplate, createTemplate, readTemplate, setTemplateState } from './change-template.ts';
import { templateTable } from './export.ts';
import { readFunnel } from './funnel/funnel.ts';
import { grantOne } from './grant-one.ts';
import { presentTemplate } from './template.ts';
import { countTemplates, listTemplateRows } from './template-queries.ts';
import { voidCoupon, voidTemplate } from './void.ts';
import { listWallet, presentCoupon } from './wallet.ts';

export const adminRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(couponContract, 'GET /api/admin/coupons', { can: 'coupons.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const cursor = decodeCursor(query.cursor, ['text'])?.[0];
    const which = { q: query.q?.trim() || null, state: query.state ?? null };
    const rows = await listTemplateRows(ctx, { ...which, after: cursor ?? null, limit: limit + 1 });
    const page = toPage(rows, limit, (row) => [row.id], presentTemplate);
    return cursor ? page : { ...page, ...(await countTemplates(ctx, which)) };
  }),
  route(
    couponContract,
    'GET /api/admin/coupons.csv',
    { can: 'coupons.read', download: csvFile('coupons') },
    async (ctx, { query: { q, state, language, as } }) =>
      tableFile(await templateTable(ctx, { q: q?.trim() || null, state: state ?? null }), { language, as }),
  ),
  route(
    couponContract,
    'POST /api/admin/coupons',
    {
      can: 'coupons.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建优惠券', 'Created the coupon'), name) }),
    },
    async (ctx, { body: { values, state } }) => presentTemplate(await createTemplate(ctx, values, state)),
  ),
  route(couponContract, 'GET /api/admin/coupons/:id', { can: 'coupons.read' }, async (ctx, { params }) =>
    presentTemplate(await readTemplate(ctx, params.id)),
  ),
  heavy(
    route(couponContract, 'GET /api/admin/coupons/:id/funnel', { can: 'coupons.read' }, async (ctx, { params }) => {
      const { id } = await readTemplate(ctx, params.id);
      return readFunnel(ctx, id);
    }),
  ),
  route(
    couponContract,
    'PUT /api/admin/coupons/:id',
    {
      can: 'coupons.write',
      audit: (_input, { name }) => ({ summary: named(words('修改优惠券', 'Changed the coupon'), name) }),
    },
    async (ctx, { params, body }) => presentTemplate(await changeTemplate(ctx, params.id, body.values)),
  ),
  route(
    couponContract,
    'PUT /api/admin/coupons/:id/state',
    {
      can: 'coupons.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.state === 'active' ? words('启用优惠券', 'Started the coupon') : words('结束优惠券', 'Ended the coupon'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => presentTemplate(await setTemplateState(ctx, params.id, body.state)),
  ),
  route(
    couponContract,
    'POST /api/admin/coupons/:id/voiding',
    {
      can: 'coupons.write',
      audit: ({ body }, { name }) => ({
        summary: named(words('作废已发的优惠券', 'Voided the issued coupons'), name),
        details: { reason: body.reason },
      }),
    },
    async (ctx, { params, body }) => presentTemplate(await voidTemplate(ctx, params.id, body.reason)),
  ),
  route(
    couponContract,
    'POST /api/admin/issued-coupons/:id/voiding',
    {
      can: 'coupons.write',
      audit: ({ body }, { name }) => ({
        summary: named(words('作废一张优惠券', 'Voided one coupon'), name),
        details: { reason: body.reason },
      }),
    },
    async (ctx, { params, body }) => presentCoupon(await voidCoupon(ctx, params.id, body.reason), ctx.now()),
  ),
  route(
    couponContract,
    'POST /api/admin/coupons/:id/grants',
    {
      can: 'coupons.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('发放优惠券', 'Gave the coupon'), name) }),
    },
    async (ctx, { params, body }) => presentCoupon(await grantOne(ctx, kinds, params.id, body), ctx.now()),
  ),
  route(couponContract, 'GET /api/admin/members/:id/coupons', { can: 'coupons.read' }, async (ctx, { params, query }) =>
    listWallet(ctx, params.id, query, presentCoupon),
  ),
];
