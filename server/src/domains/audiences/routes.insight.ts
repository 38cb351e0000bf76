import { audienceContract as contract } from '@huoshui/contracts/audiences';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { herGrade } from './grade/her-grade.ts';
import { gradeSoon } from './grade/keep-grades.ts';
import { herInsight } from './insight/her-insight.ts';
import { memberRules, memberRulesForm } from './insight/rules.ts';

export const insightRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/members/:id/insight', { can: 'audiences.read' }, async (ctx, { params }) => ({
    insight: await herInsight(ctx, params.id),
  })),
  route(contract, 'GET /api/admin/members/:id/grade', { can: 'audiences.read' }, async (ctx, { params }) => ({
    grade: await herGrade(ctx, params.id),
  })),
  route(contract, 'GET /api/admin/settings/member-rules', { can: 'audiences.read' }, async (ctx) =>
    getSetting(ctx, memberRules),
  ),
  route(
    contract,
    'PUT /api/admin/settings/member-rules',
    {
      can: 'audiences.write',
      audit: () => ({ summary: words('修改偏好和活跃分层的规则', 'Changed the rules of preferences and tiers') }),
    },
    async (ctx, { body }) => {
      const rules = await readForm(ctx, memberRulesForm, body);
      await putSetting(ctx, memberRules, rules);
      await gradeSoon(ctx);
      return rules;
    },
  ),
];
