import { advocateContract as contract } from '@huoshui/contracts/advocates';
import { words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { countSoon } from './keep-scores.ts';
import { listAdvocates, readAdvocate } from './list-advocates.ts';
import { advocateRules, advocateRulesForm } from './rules.ts';

const READ = { can: 'audiences.read' } as const;

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/advocates', READ, async (ctx, { query }) => listAdvocates(ctx, query)),
  route(contract, 'GET /api/admin/members/:id/advocate', READ, async (ctx, { params }) => ({
    advocate: await readAdvocate(ctx, params.id),
  })),
  route(contract, 'GET /api/admin/settings/advocate-rules', READ, async (ctx) => getSetting(ctx, advocateRules)),
  route(
    contract,
    'PUT /api/admin/settings/advocate-rules',
    { can: 'audiences.write', audit: () => ({ summary: words('修改 KOC 的规则', 'Changed the rules of KOCs') }) },
    async (ctx, { body }) => {
      const rules = await readForm(ctx, advocateRulesForm, body);
      await putSetting(ctx, advocateRules, rules);
      await countSoon(ctx);
      return rules;
    },
  ),
];
