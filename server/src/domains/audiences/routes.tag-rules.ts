import { audienceContract as contract } from '@huoshui/contracts/audiences';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { createTagRule, endTagRule, listTagRules } from './tag-rules/tag-rules.ts';

export const tagRuleRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/tag-rules', { can: 'audiences.read' }, async (ctx) => ({
    items: await listTagRules(ctx),
  })),
  route(
    contract,
    'POST /api/admin/tag-rules',
    {
      can: 'audiences.write',
      idempotent: true,
      audit: (_input, { tag }) => ({ summary: named(words('新建标签规则', 'Created the rule of the tag'), tag) }),
    },
    async (ctx, { body }) => createTagRule(ctx, body),
  ),
  route(
    contract,
    'DELETE /api/admin/tag-rules/:id',
    {
      can: 'audiences.write',
      audit: (_input, { tag }) => ({ summary: named(words('结束标签规则', 'Ended the rule of the tag'), tag) }),
    },
    async (ctx, { params }) => endTagRule(ctx, params.id),
  ),
];
