import { paymentRuleContract as contract } from '@huoshui/contracts/payment-rules';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { changeRule, createRule, listRules, setRuleEnded } from './rule.ts';

export const paymentRuleRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/payment-rules', { can: 'coupons.read' }, async (ctx, { query }) =>
    listRules(ctx, kinds, query),
  ),
  route(
    contract,
    'POST /api/admin/payment-rules',
    {
      can: 'coupons.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建支付有礼', 'Created the payment rule'), name) }),
    },
    async (ctx, { body }) => createRule(ctx, kinds, body),
  ),
  route(
    contract,
    'PUT /api/admin/payment-rules/:id',
    {
      can: 'coupons.write',
      audit: (_input, { name }) => ({ summary: named(words('修改支付有礼', 'Changed the payment rule'), name) }),
    },
    async (ctx, { params, body }) => changeRule(ctx, kinds, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/payment-rules/:id/state',
    {
      can: 'coupons.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.ended
            ? words('停用支付有礼', 'Ended the payment rule')
            : words('启用支付有礼', 'Started the payment rule'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => setRuleEnded(ctx, kinds, params.id, body.ended),
  ),
];
