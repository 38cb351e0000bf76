import { drawingContract } from '@huoshui/contracts/drawings';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { dryRunOf } from '../dry-run/dry-run.ts';
import type { Kit } from '../kit.ts';
import { showJourney } from '../show.ts';
import { mustFindDrawing } from './drawing.ts';
import { openDrawing, startDrawing } from './open-drawing.ts';
import { publishDrawing } from './publish-drawing.ts';
import { discardDrawing, saveDrawing } from './save-drawing.ts';
import { showDrawing } from './show-drawing.ts';
import { listDifferences, listVersions } from './show-versions.ts';

const READ = { can: 'journeys.read' } as const;
const WRITE = { can: 'journeys.write' } as const;

export function drawingRoutes(kit: Kit): readonly Route[] {
  return [
    route(
      drawingContract,
      'POST /api/admin/drawings',
      {
        ...WRITE,
        idempotent: true,
        audit: (_in, { journeyId, name }) => ({
          entityId: journeyId,
          summary: named(words('新建旅程', 'Created the journey'), name),
        }),
      },
      async (ctx, { body }) => showDrawing(ctx, kit, (await startDrawing(ctx, kit, body.name)).id),
    ),
    route(
      drawingContract,
      'POST /api/admin/journeys/:id/drawing',
      {
        ...WRITE,
        audit: ({ params }, { name, saves }) =>
          saves > 0
            ? null
            : { entityId: params.id, summary: named(words('打开旅程画布', 'Opened the journey for drawing'), name) },
      },
      async (ctx, { params }) => showDrawing(ctx, kit, (await openDrawing(ctx, params.id)).id),
    ),
    route(drawingContract, 'GET /api/admin/drawings/:id', READ, async (ctx, { params }) =>
      showDrawing(ctx, kit, params.id),
    ),
    route(
      drawingContract,
      'PUT /api/admin/drawings/:id',
      {
        ...WRITE,
        // It is saved while she draws: one line a sitting says that she did, publishing says what came of it.
        audit: (_in, { journeyId, name, definition, changedAt, sittingSince }) =>
          changedAt === sittingSince
            ? {
                entityId: journeyId,
                summary: named(words('修改旅程画稿', 'Drew the journey'), name),
                details: { nodes: definition.nodes.length },
              }
            : null,
      },
      async (ctx, { params, body }) => {
        await saveDrawing(ctx, kit, params.id, body);
        return showDrawing(ctx, kit, params.id);
      },
    ),
    route(
      drawingContract,
      'DELETE /api/admin/journeys/:id/drawing',
      { ...WRITE, audit: words('放弃旅程画稿', 'Threw away the drawing of a journey') },
      async (ctx, { params }) => {
        await discardDrawing(ctx, params.id);
        return { ok: true as const };
      },
    ),
    route(
      drawingContract,
      'POST /api/admin/drawings/:id/publication',
      {
        ...WRITE,
        audit: ({ body }, { journey: { id, name, version }, moved }) => ({
          entityId: id,
          summary: words(
            `发布旅程「${name}」第 ${version} 版${body.move ? `，${moved} 人改按新版本走` : ''}`,
            `Published version ${version} of the journey “${name}”${body.move ? `; ${moved} moved over` : ''}`,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        const { journey, moved } = await publishDrawing(ctx, kit, params.id, body);
        return { journey: await showJourney(ctx, kit, journey.id), moved };
      },
    ),
    route(
      drawingContract,
      'POST /api/admin/drawings/:id/dry-run',
      // Nothing is written, and the event store is asked on the way.
      { ...READ, onlyReads: true },
      async (ctx, { params, body }) => {
        const { definition, salt } = await mustFindDrawing(ctx, params.id);
        return dryRunOf(ctx, kit, definition, salt, body);
      },
    ),
    route(drawingContract, 'GET /api/admin/journeys/:id/versions', READ, async (ctx, { params }) => ({
      items: await listVersions(ctx, params.id),
    })),
    route(drawingContract, 'GET /api/admin/journeys/:id/differences', READ, async (ctx, { params, query }) => ({
      items: await listDifferences(ctx, kit, params.id, query),
    })),
  ];
}
