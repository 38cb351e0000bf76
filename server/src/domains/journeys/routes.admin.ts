import { journeyContract } from '@huoshui/contracts/journeys';
import { route } from '../../platform/routes.ts';
import { createJourney, editJourney, moveRunsOver, setState } from './change.ts';
import { readResult } from './result.ts';
import { listJourneys, listRuns, showJourney } from './show.ts';
import { dryRun, listPlaybooks, switchOn } from './switch-on.ts';

const READ = { can: 'journeys.read' } as const;
const WRITE = { can: 'journeys.write' } as const;
const STATE_DEEDS = { live: '运行', paused: '暂停', ended: '结束' } as const;

export const adminRoutes = [
  route(journeyContract, 'GET /api/admin/playbooks', READ, async (ctx) => ({ items: await listPlaybooks(ctx) })),
  route(
    journeyContract,
    'POST /api/admin/playbooks/:key/journey',
    {
      ...WRITE,
      idempotent: true,
      audit: (_in, out) => ({ area: 'journeys', entityId: out.id, summary: `启用剧本「${out.name}」` }),
    },
    async (ctx, { params, body }) => showJourney(ctx, (await switchOn(ctx, params.key, body.values)).id),
  ),
  route(
    journeyContract,
    'POST /api/admin/playbooks/:key/dry-run',
    { ...READ, transaction: false },
    async (ctx, { params, body }) => dryRun(ctx, params.key, body.values, body.asOf, body.days ?? 30),
  ),
  route(journeyContract, 'GET /api/admin/journeys', READ, async (ctx, { query }) => listJourneys(ctx, query)),
  route(
    journeyContract,
    'POST /api/admin/journeys',
    { ...WRITE, audit: ({ body }, { id }) => ({ entityId: id, summary: `新建旅程「${body.name}」` }) },
    async (ctx, { body }) => showJourney(ctx, (await createJourney(ctx, body)).id),
  ),
  route(journeyContract, 'GET /api/admin/journeys/:id', READ, async (ctx, { params }) => showJourney(ctx, params.id)),
  route(
    journeyContract,
    'PUT /api/admin/journeys/:id',
    { ...WRITE, audit: (_in, { name, version }) => ({ summary: `修改旅程「${name}」，第 ${version} 版` }) },
    async (ctx, { params, body }) => {
      await editJourney(ctx, params.id, body);
      return showJourney(ctx, params.id);
    },
  ),
  route(
    journeyContract,
    'PUT /api/admin/journeys/:id/state',
    { ...WRITE, audit: ({ body }, { name }) => ({ summary: `${STATE_DEEDS[body.state]}旅程「${name}」` }) },
    async (ctx, { params, body }) => {
      await setState(ctx, params.id, body.state);
      return showJourney(ctx, params.id);
    },
  ),
  route(journeyContract, 'POST /api/admin/journeys/:id/moves', WRITE, async (ctx, { params, body }) => ({
    moved: await moveRunsOver(ctx, params.id, body.fromVersion, body.nodes),
  })),
  route(journeyContract, 'GET /api/admin/journeys/:id/runs', READ, async (ctx, { params, query }) =>
    listRuns(ctx, params.id, query),
  ),
  route(journeyContract, 'GET /api/admin/journeys/:id/result', READ, async (ctx, { params, query }) =>
    readResult(ctx, params.id, query.onlyComplete ?? true),
  ),
];
