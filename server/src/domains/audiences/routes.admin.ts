import { audienceContract } from '@huoshui/contracts/audiences';
import { words } from '@huoshui/contracts/words';
import { toCsv } from '../../platform/csv.ts';
import { formatYuan } from '../../platform/money.ts';
import { route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import { changeRules } from './change-rules.ts';
import { suggestRules } from './lifecycle.ts';
import { reportRfm } from './rfm.ts';
import { lifecycleSetting } from './settings.ts';
import { medianInterval, reportLifecycle } from './stage-report.ts';

const CSV = 'text/csv; charset=utf-8';

export const adminRoutes = [
  route(audienceContract, 'GET /api/admin/lifecycle', { can: 'audiences.read' }, async (ctx, { query }) =>
    reportLifecycle(ctx, query),
  ),
  route(audienceContract, 'GET /api/admin/settings/lifecycle', { can: 'audiences.read' }, async (ctx) => {
    const rules = await getSetting(ctx, lifecycleSetting);
    return { ...rules, suggestion: suggestRules(await medianInterval(ctx), rules) };
  }),
  route(
    audienceContract,
    'PUT /api/admin/settings/lifecycle',
    { can: 'audiences.write', audit: words('修改生命周期规则', 'Changed the lifecycle rules') },
    async (ctx, { body }) => changeRules(ctx, body),
  ),
  route(audienceContract, 'GET /api/admin/rfm', { can: 'audiences.read' }, async (ctx, { query }) =>
    reportRfm(ctx, query),
  ),
  route(
    audienceContract,
    'GET /api/admin/lifecycle/export.csv',
    { can: 'audiences.read', download: { name: 'lifecycle.csv', type: CSV } },
    async (ctx, { query }) => {
      const report = await reportLifecycle(ctx, query);
      const rows = report.stages.map((s) => [s.label.zh, s.members, s.orders, formatYuan(s.spent, true)]);
      return toCsv(['生命周期阶段', '会员数', '订单数', '累计消费(元)'], rows);
    },
  ),
  route(
    audienceContract,
    'GET /api/admin/rfm/export.csv',
    { can: 'audiences.read', download: { name: 'rfm.csv', type: CSV } },
    async (ctx, { query }) => {
      const report = await reportRfm(ctx, query);
      const rows = report.groups.map((g) => [g.group, g.label.zh, g.members, formatYuan(g.spent, true)]);
      return toCsv(['分组', '名称', '会员数', '消费(元)'], rows);
    },
  ),
];
