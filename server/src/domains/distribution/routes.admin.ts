import { distributionContract as contract } from '@huoshui/contracts/distribution';
import { named, type Words, words } from '@huoshui/contracts/words';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { putSetting } from '../../platform/settings.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { moveDistributor, reviewApplication } from './decide.ts';
import { judgeCommission } from './judge.ts';
import { commissionCells, listCommissions, readCommission } from './list-commissions.ts';
import { listDistributors, readDistributor } from './list-distributors.ts';
import { listEntries } from './list-entries.ts';
import { archivePlan, changePlan, createPlan, listPlans, readPlan } from './plans.ts';
import { rulesForm, rulesSetting, storedRules } from './rules.ts';

const read = { can: 'distribution.read' } as const;
const write = { can: 'distribution.write' } as const;

const ofPlan =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

const moved = {
  suspended: words('暂停分销员', 'Suspended the distributor'),
  active: words('恢复分销员', 'Took the distributor back on'),
  ended: words('清退分销员', 'Ended the distributor'),
} as const;

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/distributors', read, async (ctx, { query }) => listDistributors(ctx, query)),
  route(contract, 'GET /api/admin/distributors/:id', read, async (ctx, { params }) => readDistributor(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/distributors/:id/review',
    {
      ...write,
      audit: ({ body }, { person }) => ({
        summary: named(
          body.outcome === 'approved'
            ? words('通过分销员申请', 'Approved the distributor')
            : words('拒绝分销员申请', 'Refused the distributor'),
          [person.nickname || person.memberId, body.because.trim()].filter(Boolean).join(' · '),
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await reviewApplication(ctx, params.id, body);
      return readDistributor(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/distributors/:id/move',
    {
      ...write,
      audit: ({ body }, { person }) => ({
        summary: named(moved[body.to], `${person.nickname || person.memberId} · ${body.because}`),
      }),
    },
    async (ctx, { params, body }) => {
      await moveDistributor(ctx, params.id, body);
      return readDistributor(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/distributors/:id/entries', read, async (ctx, { params, query }) =>
    listEntries(ctx, params.id, query),
  ),
  route(contract, 'GET /api/admin/distribution-plans', read, async (ctx, { query }) => listPlans(ctx, query)),
  route(
    contract,
    'POST /api/admin/distribution-plans',
    { ...write, audit: ofPlan(words('新建佣金方案', 'Made the commission plan')) },
    async (ctx, { body }) => createPlan(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/distribution-plans/:id', read, async (ctx, { params }) => readPlan(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/distribution-plans/:id',
    { ...write, audit: ofPlan(words('修改佣金方案', 'Changed the commission plan')) },
    async (ctx, { params, body }) => changePlan(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/distribution-plans/:id/archiving',
    {
      ...write,
      audit: ({ body }, { name }) => ({
        summary: named(
          body.archived
            ? words('停用佣金方案', 'Archived the commission plan')
            : words('恢复佣金方案', 'Brought back the commission plan'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => archivePlan(ctx, params.id, body.archived),
  ),
  route(contract, 'GET /api/admin/commissions', read, async (ctx, { query }) => listCommissions(ctx, query)),
  route(
    contract,
    'GET /api/admin/commissions.csv',
    { ...read, download: csvFile('commissions') },
    async (ctx, { query }) => tableFile(await commissionCells(ctx, query), query),
  ),
  route(
    contract,
    'POST /api/admin/commissions/:id/decision',
    {
      ...write,
      audit: ({ body }, { order }) => ({
        summary: named(
          body.outcome === 'approved'
            ? words('放行核实中的佣金', 'Let the held commission go on')
            : words('取消核实中的佣金', 'Took back the held commission'),
          `${order.number} · ${body.because}`,
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await judgeCommission(ctx, params.id, body);
      return readCommission(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/settings/distribution', read, async (ctx) => ({ values: await storedRules(ctx) })),
  route(
    contract,
    'PUT /api/admin/settings/distribution',
    { ...write, audit: words('修改分销规则', 'Changed the rules of distribution') },
    async (ctx, { body }) => {
      const stored = await storedRules(ctx);
      await putSetting(ctx, rulesSetting, await readForm(ctx, rulesForm, body, { stored }));
      return { values: await storedRules(ctx) };
    },
  ),
];
