import { groupRhythmContract as contract } from '@huoshui/contracts/group-rhythms';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../../platform/routes.ts';
import { changeRhythm, createRhythm, listRhythms, pauseRhythm, readRhythm } from './rhythms.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const rhythmRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/group-rhythms', READ, async (ctx, { query }) => listRhythms(ctx, query)),
  route(
    contract,
    'POST /api/admin/group-rhythms',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({
        entityId: id,
        summary: named(words('新建群 SOP', 'Made the group SOP'), name),
      }),
    },
    async (ctx, { body }) => createRhythm(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/group-rhythms/:id', READ, async (ctx, { params }) => readRhythm(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/group-rhythms/:id',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('修改群 SOP', 'Changed the group SOP'), name) }) },
    async (ctx, { params, body }) => changeRhythm(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/group-rhythms/:id/pausing',
    {
      ...WRITE,
      audit: ({ body }, { name }) => ({
        summary: body.paused
          ? named(words('暂停群 SOP', 'Paused the group SOP'), name)
          : named(words('恢复群 SOP', 'Went on with the group SOP'), name),
      }),
    },
    async (ctx, { params, body }) => pauseRhythm(ctx, params.id, body.paused),
  ),
];
