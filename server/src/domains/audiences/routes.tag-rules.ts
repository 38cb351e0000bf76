import { audienceContract as contract } from '@huoshui/contracts/audiences';
import { named, words } from '@huoshui/contracts/words';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { ruleDifference } from './tag-rules/rule-difference.ts';
import { applyTagRuleSoon, changeTagRule, createTagRule, endTagRule, listTagRules } from './tag-rules/tag-rules.ts';

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
  ...[
    route(
      contract,
      'POST /api/admin/tag-rules/difference',
      { can: 'audiences.read', onlyReads: true },
      async (ctx, { body }) => ruleDifference(ctx, body),
    ),
  ].map(heavy),
  route(
    contract,
    'PUT /api/admin/tag-rules/:id',
    {
      can: 'audiences.write',
      audit: (_input, { tag }) => ({ summary: named(words('修改标签规则', 'Changed the rule of the tag'), tag) }),
    },
    async (ctx, { params, body }) => changeTagRule(ctx, params.id, body),
  ),
  route(
    contract,
    'POST /api/admin/tag-rules/:id/application',
    {
      can: 'audiences.write',
      audit: (_input, { tag }) => ({
        summary: named(words('重新执行标签规则', 'Applied the rule of the tag again'), tag),
      }),
    },
    async (ctx, { params }) => applyTagRuleSoon(ctx, params.id),
  ),
  route(
    contract,
    'DELETE /api/admin/tag-rules/:id',
    {
      can: 'audiences.write',
      audit: (_input, { tag }) => ({ summary: named(words('结束标签规则', 'Ended the rule of the tag'), tag) }),
    },
    async (ctx, { params, query }) => endTagRule(ctx, params.id, { keep: query.tags === 'keep' }),
  ),
];
