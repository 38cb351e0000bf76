import { activityContract as contract } from '@huoshui/contracts/activities';
import { named, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { ConditionKit } from '../audiences/index.ts';
import type { ActivityRow } from './activity.ts';
import { changeActivity, createActivity, goLive, readActivity, stopActivity } from './change-activity.ts';
import { activityErrors } from './errors.ts';
import { listEntries } from './list-entries.ts';
import { type ActivityView, presentActivities } from './present.ts';
import { countRows, listRows } from './queries.ts';
import { readResult } from './result.ts';
import { giveAgain } from './rewards.ts';
import { listTeams } from './teams/list.ts';

const read = { can: 'activities.read' } as const;
const write = { can: 'activities.write' } as const;
const note = (deed: Words) => (_input: unknown, activity: { readonly name: string }) => ({
  summary: named(deed, activity.name),
});

export function adminRoutes(conditions: ConditionKit): readonly Route[] {
  const shown = async (ctx: Ctx, row: ActivityRow): Promise<ActivityView> => {
    const [view] = await presentActivities(ctx, conditions, [row]);
    if (view === undefined) throw activityErrors.error('not_found');
    return view;
  };
  return [
    route(contract, 'GET /api/admin/activities', read, async (ctx, { query }) => {
      const { limit = 20, play = null, state = null } = query;
      const after = decodeCursor(query.cursor, ['int'])?.[0] ?? null;
      const ask = { q: query.q?.trim() || null, play, state };
      const rows = await listRows(ctx, { ...ask, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const items = await presentActivities(ctx, conditions, page);
      const answer = { items, nextCursor: last === undefined ? null : encodeCursor([last.no]) };
      return after === null ? { ...answer, ...(await countRows(ctx, ask)) } : answer;
    }),
    route(contract, 'GET /api/admin/activities/:id', read, async (ctx, { params }) =>
      shown(ctx, await readActivity(ctx, params.id)),
    ),
    route(contract, 'GET /api/admin/activities/:id/result', read, async (ctx, { params }) =>
      readResult(ctx, params.id),
    ),
    route(contract, 'GET /api/admin/activities/:id/entries', read, async (ctx, { params, query }) =>
      listEntries(ctx, params.id, query),
    ),
    route(contract, 'GET /api/admin/activities/:id/teams', read, async (ctx, { params, query }) =>
      listTeams(ctx, params.id, query),
    ),
    route(
      contract,
      'POST /api/admin/activities',
      { ...write, idempotent: true, audit: note(words('新建活动', 'Created the activity')) },
      async (ctx, { body }) => shown(ctx, await createActivity(ctx, conditions, body)),
    ),
    route(
      contract,
      'PUT /api/admin/activities/:id',
      { ...write, audit: note(words('修改活动', 'Changed the activity')) },
      async (ctx, { params, body }) => shown(ctx, await changeActivity(ctx, conditions, params.id, body)),
    ),
    route(
      contract,
      'POST /api/admin/activities/:id/live',
      { ...write, audit: note(words('上线活动', 'Made live the activity')) },
      async (ctx, { params }) => shown(ctx, await goLive(ctx, params.id)),
    ),
    route(
      contract,
      'POST /api/admin/activities/:id/stop',
      { ...write, audit: note(words('终止活动', 'Stopped the activity')) },
      async (ctx, { params, body }) => shown(ctx, await stopActivity(ctx, params.id, body.because)),
    ),
    route(
      contract,
      'POST /api/admin/activities/:id/giving',
      { ...write, audit: note(words('重新发放活动奖品', 'Gave once more what could not be given in the activity')) },
      async (ctx, { params }) => giveAgain(ctx, await readActivity(ctx, params.id)),
    ),
  ];
}
