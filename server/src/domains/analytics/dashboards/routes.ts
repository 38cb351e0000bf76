import { dashboardContract as contract } from '@huoshui/contracts/dashboards';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { createDashboard, forgetDashboard, listDashboards, putDashboard, readDashboard } from './dashboard.ts';
import { changeQuestion, forgetQuestion, listQuestions, type Reports, saveQuestion } from './question.ts';
import { pinAt } from './tiles.ts';

const read = { can: 'analytics.read' } as const;
const write = { can: 'analytics.write' } as const;
const told = (deed: Words) => (_input: unknown, output: { readonly name: string }) => ({
  summary: named(deed, output.name),
});

/** What is saved of reports. Each report that stands on a dashboard is asked by its own route, under its own permission. */
export const dashboardRoutes = (reports: Reports): readonly Route[] => [
  route(contract, 'GET /api/admin/questions', read, async (ctx, { query }) => listQuestions(ctx, query)),
  route(
    contract,
    'POST /api/admin/questions',
    { ...write, idempotent: true, audit: told(words('保存分析', 'Saved the question')) },
    async (ctx, { body }) => saveQuestion(ctx, reports, body),
  ),
  route(
    contract,
    'PATCH /api/admin/questions/:id',
    { ...write, audit: told(words('修改分析', 'Changed the question')) },
    async (ctx, { params, body }) => changeQuestion(ctx, params.id, body),
  ),
  route(
    contract,
    'DELETE /api/admin/questions/:id',
    { ...write, audit: words('删除保存的分析', 'Forgot a question') },
    async (ctx, { params }) => {
      await forgetQuestion(ctx, params.id);
      return { ok: true as const };
    },
  ),
  route(contract, 'GET /api/admin/dashboards', read, async (ctx, { query }) => listDashboards(ctx, query)),
  route(contract, 'GET /api/admin/dashboards/:id', read, async (ctx, { params }) => readDashboard(ctx, params.id)),
  route(
    contract,
    'POST /api/admin/dashboards',
    { ...write, idempotent: true, audit: told(words('新建看板', 'Created the dashboard')) },
    async (ctx, { body }) => createDashboard(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/dashboards/:id',
    { ...write, audit: told(words('修改看板', 'Changed the dashboard')) },
    async (ctx, { params, body }) => putDashboard(ctx, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/dashboards/:id/tiles',
    { ...write, audit: told(words('固定到看板', 'Pinned to the dashboard')) },
    async (ctx, { params, body }) => {
      await pinAt(ctx, params.id, body.questionId);
      return readDashboard(ctx, params.id);
    },
  ),
  route(
    contract,
    'DELETE /api/admin/dashboards/:id',
    { ...write, audit: words('删除看板', 'Forgot a dashboard') },
    async (ctx, { params }) => {
      await forgetDashboard(ctx, params.id);
      return { ok: true as const };
    },
  ),
];
