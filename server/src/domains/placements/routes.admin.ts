import { placementContract as contract } from '@huoshui/contracts/placements';
import { named, type Words, words } from '@huoshui/contracts/words';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { changePlacement, createPlacement, type Editing, moveTo, readPlacement } from './change-placement.ts';
import { pace, paceForm } from './pace.ts';
import { presentPlacements } from './present.ts';
import { countRows, countStamp, listRows } from './queries.ts';
import { readResult } from './result.ts';

const read = { can: 'placements.read' } as const;
const write = { can: 'placements.write' } as const;
const note = (deed: Words) => (_input: unknown, placement: { readonly name: string }) => ({
  summary: named(deed, placement.name),
});
const deeds = {
  live: words('上线弹窗或资源位', 'Made live the pop-up or slot'),
  paused: words('暂停弹窗或资源位', 'Paused the pop-up or slot'),
  ended: words('结束弹窗或资源位', 'Ended the pop-up or slot'),
} as const;

export function adminRoutes(editing: Editing): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/placements', read, async (ctx, { query }) => {
      const { limit = 20, state = null, kind = null, page = null } = query;
      const after = Number(decodeCursor(query.cursor, ['int'])?.[0] ?? 0) || null;
      const ask = { q: query.q?.trim() || null, state, kind, page };
      const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const items = await presentPlacements(ctx, editing.form, shown);
      const answer = { items, nextCursor: last === undefined ? null : encodeCursor([last.no]) };
      return after === null ? { ...answer, ...(await countRows(ctx, ask)) } : answer;
    }),
    route(contract, 'GET /api/admin/placements/:id', read, async (ctx, { params }) =>
      readPlacement(ctx, editing, params.id),
    ),
    route(contract, 'GET /api/admin/placements/:id/result', read, async (ctx, { params }) =>
      readResult(ctx, params.id),
    ),
    route(contract, 'GET /api/admin/settings/placement-pace', read, async (ctx) => getSetting(ctx, pace)),
    route(
      contract,
      'PUT /api/admin/settings/placement-pace',
      { ...write, audit: words('修改弹窗间隔', 'Changed how far apart pop-ups are') },
      async (ctx, { body }) => {
        await putSetting(ctx, pace, await readForm(ctx, paceForm, body, { stored: await getSetting(ctx, pace) }));
        await countStamp(ctx);
        return getSetting(ctx, pace);
      },
    ),
    route(
      contract,
      'POST /api/admin/placements',
      { ...write, idempotent: true, audit: note(words('新建弹窗或资源位', 'Created the pop-up or slot')) },
      async (ctx, { body }) => createPlacement(ctx, editing, body),
    ),
    route(
      contract,
      'PUT /api/admin/placements/:id',
      { ...write, audit: note(words('修改弹窗或资源位', 'Changed the pop-up or slot')) },
      async (ctx, { params, body }) => changePlacement(ctx, editing, params.id, body),
    ),
    route(
      contract,
      'POST /api/admin/placements/:id/state',
      { ...write, audit: ({ body }, { name }) => ({ summary: named(deeds[body.state], name) }) },
      async (ctx, { params, body }) => moveTo(ctx, editing, params.id, body.state),
    ),
  ];
}
