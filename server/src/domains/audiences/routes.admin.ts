import { audienceContract } from '@huoshui/contracts/audiences';
import { words } from '@huoshui/contracts/words';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { type Arrivals, decideArrivals, readArrivals } from './arrivals.ts';
import { changeRules, type StartsByStage } from './change-rules.ts';
import { suggestRules } from './lifecycle.ts';
import { stageTable } from './reports/lifecycle.ts';
import { groupTable } from './reports/rfm.ts';
import { bandTable } from './reports/value.ts';
import { reportRfm } from './rfm.ts';
import { herNext } from './run-out/her-next.ts';
import { lifecycleSetting } from './settings.ts';
import { medianInterval, reportLifecycle } from './stage-report.ts';
import { fitSoon } from './value/keep-fitting.ts';
import { memberValue } from './value/member-value.ts';
import { reportValue } from './value/value-report.ts';

const wholeLooks = [
  route(audienceContract, 'GET /api/admin/lifecycle', { can: 'audiences.read' }, async (ctx, { query }) =>
    reportLifecycle(ctx, query),
  ),
  route(audienceContract, 'GET /api/admin/rfm', { can: 'audiences.read' }, async (ctx, { query }) =>
    reportRfm(ctx, query),
  ),
  route(
    audienceContract,
    'GET /api/admin/lifecycle/export.csv',
    { can: 'audiences.read', download: csvFile('lifecycle') },
    async (ctx, { query }) => tableFile(stageTable(await reportLifecycle(ctx, query)), query),
  ),
  route(
    audienceContract,
    'GET /api/admin/rfm/export.csv',
    { can: 'audiences.read', download: csvFile('rfm') },
    async (ctx, { query }) => tableFile(groupTable(await reportRfm(ctx, query)), query),
  ),
  route(audienceContract, 'GET /api/admin/value', { can: 'audiences.read' }, async (ctx) => reportValue(ctx)),
  route(
    audienceContract,
    'GET /api/admin/value/export.csv',
    { can: 'audiences.read', download: csvFile('value') },
    async (ctx, { query }) => tableFile(bandTable(await reportValue(ctx)), query),
  ),
].map(heavy);

export const adminRoutes = (starts: StartsByStage): readonly Route[] => [
  ...wholeLooks,
  route(audienceContract, 'GET /api/admin/settings/lifecycle', { can: 'audiences.read' }, async (ctx) => {
    const rules = await getSetting(ctx, lifecycleSetting);
    return { ...rules, suggestion: suggestRules(await medianInterval(ctx), rules) };
  }),
  route(
    audienceContract,
    'PUT /api/admin/settings/lifecycle',
    {
      can: 'audiences.write',
      audit: ({ query }) => ({
        summary:
          query.apply === 'start'
            ? words(
                '修改生命周期规则，换阶段的会员触发旅程',
                'Changed the lifecycle rules, and started journeys for who moved',
              )
            : words('修改生命周期规则', 'Changed the lifecycle rules'),
      }),
    },
    async (ctx, { query, body }) => changeRules(ctx, body, query.apply, starts),
  ),
  route(audienceContract, 'GET /api/admin/members/:id/value', { can: 'audiences.read' }, async (ctx, { params }) => ({
    value: await memberValue(ctx, params.id),
  })),
  route(
    audienceContract,
    'GET /api/admin/members/:id/run-outs',
    { can: 'audiences.read' },
    async (ctx, { params }) => ({
      items: await herNext(ctx, params.id),
    }),
  ),
  route(
    audienceContract,
    'POST /api/admin/value/fitting',
    {
      can: 'audiences.write',
      audit: () => ({ summary: words('重新拟合客户价值模型', 'Fitted the models of customer value again') }),
    },
    async (ctx) => {
      await fitSoon(ctx);
      return { ok: true as const };
    },
  ),
  route(audienceContract, 'GET /api/admin/lifecycle/arrivals', { can: 'audiences.read' }, async (ctx) =>
    presentArrivals(await readArrivals(ctx, starts)),
  ),
  route(
    audienceContract,
    'POST /api/admin/lifecycle/arrivals/decision',
    {
      can: 'audiences.write',
      audit: ({ body }) => ({
        summary:
          body.apply === 'start'
            ? words('让旅程对导入的老客开始', 'Let journeys start for imported buyers')
            : words('导入的老客不触发旅程', 'Let no journey start for imported buyers'),
      }),
    },
    async (ctx, { body }) => presentArrivals(await decideArrivals(ctx, body.apply, starts)),
  ),
];

const presentArrivals = ({ stages, begins, ...counts }: Arrivals) => ({
  ...counts,
  stages: [...stages],
  begins: [...begins],
});
