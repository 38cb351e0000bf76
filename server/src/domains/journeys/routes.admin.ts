import { journeyContract } from '@huoshui/contracts/journeys';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { callIn } from './call-in.ts';
import { copyJourney, createJourney, editJourney, moveRunsOver, setState } from './change.ts';
import type { Kit } from './kit.ts';
import { readResult, readUplift } from './result.ts';
import { changeSettings, previewSettings } from './settings.ts';
import { listJourneys, listRuns, showJourney } from './show.ts';
import { showKit } from './show-kit.ts';
import { dryRun, listPlaybooks, switchOn } from './switch-on.ts';

const READ = { can: 'journeys.read' } as const;
const WRITE = { can: 'journeys.write' } as const;
const STATE_DEEDS = {
  live: words('运行旅程', 'Started the journey'),
  paused: words('暂停旅程', 'Paused the journey'),
  ended: words('结束旅程', 'Ended the journey'),
} as const;

export function adminRoutes(kit: Kit): readonly Route[] {
  return [
    route(journeyContract, 'GET /api/admin/playbooks', READ, async (ctx) => ({ items: await listPlaybooks(ctx, kit) })),
    route(
      journeyContract,
      'POST /api/admin/playbooks/:key/journey',
      {
        ...WRITE,
        idempotent: true,
        audit: (_in, out) => ({
          entityId: out.id,
          summary: named(words('启用剧本', 'Switched on the playbook'), out.name),
        }),
      },
      async (ctx, { params, body }) => showJourney(ctx, kit, (await switchOn(ctx, kit, params.key, body)).id),
    ),
    route(
      journeyContract,
      'POST /api/admin/playbooks/:key/dry-run',
      { ...READ, transaction: false, audit: words('试算剧本', 'Dry-ran a playbook') },
      async (ctx, { params, body }) => dryRun(ctx, kit, params.key, body),
    ),
    route(
      journeyContract,
      'POST /api/admin/playbooks/:key/preview',
      { ...READ, onlyReads: true },
      async (ctx, { params, body }) => previewSettings(ctx, kit, params.key, body),
    ),
    route(journeyContract, 'GET /api/admin/journeys/kit', READ, async () => showKit(kit)),
    route(journeyContract, 'GET /api/admin/journeys', READ, async (ctx, { query }) => listJourneys(ctx, query)),
    route(
      journeyContract,
      'POST /api/admin/journeys',
      {
        ...WRITE,
        idempotent: true,
        audit: ({ body }, { id }) => ({
          entityId: id,
          summary: named(words('新建旅程', 'Created the journey'), body.name),
        }),
      },
      async (ctx, { body }) => showJourney(ctx, kit, (await createJourney(ctx, kit, body)).id),
    ),
    route(journeyContract, 'GET /api/admin/journeys/:id', READ, async (ctx, { params }) =>
      showJourney(ctx, kit, params.id),
    ),
    route(
      journeyContract,
      'PUT /api/admin/journeys/:id',
      {
        ...WRITE,
        audit: (_in, { name, version }) => ({
          summary: words(`修改旅程「${name}」，第 ${version} 版`, `Changed the journey “${name}”, version ${version}`),
        }),
      },
      async (ctx, { params, body }) => {
        await editJourney(ctx, kit, params.id, body);
        return showJourney(ctx, kit, params.id);
      },
    ),
    route(
      journeyContract,
      'PUT /api/admin/journeys/:id/settings',
      {
        ...WRITE,
        audit: (_in, { name, version }) => ({
          summary: words(
            `修改旅程「${name}」的设置，第 ${version} 版`,
            `Changed the settings of the journey “${name}”, version ${version}`,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        await changeSettings(ctx, kit, params.id, body);
        return showJourney(ctx, kit, params.id);
      },
    ),
    route(
      journeyContract,
      'PUT /api/admin/journeys/:id/state',
      { ...WRITE, audit: ({ body }, { name }) => ({ summary: named(STATE_DEEDS[body.state], name) }) },
      async (ctx, { params, body }) => {
        await setState(ctx, kit, params.id, body.state, body.missed);
        return showJourney(ctx, kit, params.id);
      },
    ),
    route(
      journeyContract,
      'POST /api/admin/journeys/:id/copies',
      {
        ...WRITE,
        idempotent: true,
        audit: (_in, { id, name }) => ({
          entityId: id,
          summary: named(words('复制旅程为', 'Copied a journey as'), name),
        }),
      },
      async (ctx, { params, body }) => showJourney(ctx, kit, (await copyJourney(ctx, kit, params.id, body.name)).id),
    ),
    route(
      journeyContract,
      'POST /api/admin/journeys/:id/moves',
      { ...WRITE, audit: words('移动旅程中的人到新版本', 'Moved people of a journey to a new version') },
      async (ctx, { params, body }) => ({
        moved: await moveRunsOver(ctx, kit, params.id, body.fromVersion, body.nodes),
      }),
    ),
    route(
      journeyContract,
      'POST /api/admin/journeys/:id/entries',
      {
        ...WRITE,
        idempotent: true,
        audit: (_in, { entered }) => ({
          summary: words(`由接口带入 ${entered} 人`, `Brought ${entered} people in by the API`),
        }),
      },
      async (ctx, { params, body }) => callIn(ctx, kit, params.id, body.members),
    ),
    route(journeyContract, 'GET /api/admin/journeys/:id/runs', READ, async (ctx, { params, query }) =>
      listRuns(ctx, kit, params.id, query),
    ),
    route(journeyContract, 'GET /api/admin/journeys/:id/uplift', READ, async (ctx, { params }) =>
      readUplift(ctx, params.id),
    ),
    route(journeyContract, 'GET /api/admin/journeys/:id/result', READ, async (ctx, { params, query }) =>
      readResult(ctx, kit, params.id, query.onlyComplete ?? true),
    ),
  ];
}
