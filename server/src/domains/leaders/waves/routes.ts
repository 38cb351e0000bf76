import { waveContract as contract } from '@huoshui/contracts/leader-waves';
import { named, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { csvFile, tableFile } from '../../../platform/table-file.ts';
import { her, leadersById } from '../leader.ts';
import { findLeader } from '../list-leaders.ts';
import { arrive } from './arrive.ts';
import { cancelWave, changeWave, createWave, publishWave } from './change-wave.ts';
import { deliveryList, listCells, listGoods, purchaseCells } from './delivery-list.ts';
import { handOut, numbersOfHers, showHers } from './hand-out.ts';
import { listWaves, readWave } from './list-waves.ts';
import { listHerWaves, listPoints } from './points-of-wave.ts';
import { listWavesForHer, showWave } from './show-waves.ts';
import { findWave } from './wave.ts';

const read = { can: 'leaders.read' } as const;
const write = { can: 'leaders.write' } as const;
const member = { member: true } as const;

const of =
  (deed: Words) =>
  (_in: unknown, { id, name }: { readonly id: string; readonly name: string }) => ({
    entityId: id,
    summary: named(deed, name),
  });

/** A leader’s numbers, those behind hers too; null: everybody’s. Throws `leaders.not_found`. */
async function numbersOf(ctx: Ctx, id: string | undefined): Promise<readonly number[] | null> {
  if (id === undefined) return null;
  const { no } = await findLeader(ctx, id);
  const { rows } = await sql<{ no: number }>`
    select no from leaders.leader where no = ${no} or behind_no = ${no}
  `.execute(ctx.db);
  return rows.map((row) => row.no);
}

/** Those of a wave who are named; all of them where none is. */
async function atPlaces(ctx: Ctx, waveId: string, leaderIds: readonly string[]): Promise<readonly number[]> {
  const wave = await findWave(ctx, waveId);
  const asked = new Set([...(await leadersById(ctx, leaderIds)).values()].map(({ no }) => no));
  const { rows } = await sql<{ no: number; ahead: number }>`
    select p.leader_no as no, coalesce(l.behind_no, l.no) as ahead from leaders.wave_point p join leaders.leader l on l.no = p.leader_no
    where p.wave_no = ${wave.no}
  `.execute(ctx.db);
  return rows.filter(({ ahead }) => leaderIds.length === 0 || asked.has(ahead)).map(({ no }) => no);
}

export const waveRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/waves', read, async (ctx, { query }) => listWaves(ctx, query)),
  route(
    contract,
    'POST /api/admin/waves',
    { ...write, audit: of(words('新建团购', 'Made the wave')) },
    async (ctx, { body }) => readWave(ctx, await createWave(ctx, body.values)),
  ),
  route(contract, 'GET /api/admin/waves/:id', read, async (ctx, { params }) => readWave(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/waves/:id',
    { ...write, audit: of(words('修改团购', 'Changed the wave')) },
    async (ctx, { params, body }) => {
      await changeWave(ctx, params.id, body.values);
      return readWave(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/waves/:id/publication',
    { ...write, audit: of(words('发布团购', 'Published the wave')) },
    async (ctx, { params }) => {
      await publishWave(ctx, params.id);
      return readWave(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/waves/:id/cancellation',
    {
      ...write,
      audit: ({ body }, { id, name }) => ({
        entityId: id,
        summary: named(words('取消团购', 'Cancelled the wave'), `${name} · ${body.because}`),
      }),
    },
    async (ctx, { params, body }) => {
      await cancelWave(ctx, params.id, body.because);
      return readWave(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/waves/:id/arrivals',
    {
      ...write,
      audit: (_in, { ready }) => ({
        summary: words(`团购到货，通知 ${ready} 单`, `Goods of the wave arrived: told ${ready} orders`),
      }),
    },
    async (ctx, { params, body }) => {
      const by = ctx.actor.kind === 'operator' ? ctx.actor.name : '';
      const leaderNos = await atPlaces(ctx, params.id, body.leaderIds);
      return { ready: await arrive(ctx, { waveId: params.id, leaderNos, by }) };
    },
  ),
  route(contract, 'GET /api/admin/waves/:id/goods', read, async (ctx, { params, query }) => ({
    items: await listGoods(
      ctx,
      params.id,
      query.leader === undefined ? null : (await findLeader(ctx, query.leader)).no,
    ),
  })),
  route(
    contract,
    'GET /api/admin/waves/:id/goods.csv',
    { ...read, download: csvFile('wave-goods') },
    async (ctx, { params, query }) => tableFile(await purchaseCells(ctx, params.id), query),
  ),
  route(contract, 'GET /api/admin/waves/:id/points', read, async (ctx, { params }) => ({
    items: await listPoints(ctx, params.id),
  })),
  route(contract, 'GET /api/admin/waves/:id/list', read, async (ctx, { params, query }) =>
    deliveryList(ctx, params.id, await numbersOf(ctx, query.leader)),
  ),
  route(
    contract,
    'GET /api/admin/waves/:id/list.csv',
    { ...read, download: csvFile('delivery-list') },
    async (ctx, { params, query }) =>
      tableFile(await listCells(ctx, params.id, await numbersOf(ctx, query.leader)), query),
  ),
  route(contract, 'GET /api/shop/waves', member, async (ctx, { query }) => listWavesForHer(ctx, her(ctx), query.l)),
  route(contract, 'GET /api/shop/waves/:id', member, async (ctx, { params, query }) =>
    showWave(ctx, her(ctx), params.id, query.l),
  ),
  route(contract, 'GET /api/shop/leaders/waves', member, async (ctx) => ({ items: await listHerWaves(ctx, her(ctx)) })),
  route(contract, 'GET /api/shop/leaders/waves/:id/list', member, async (ctx, { params }) => {
    const { items, more } = await deliveryList(ctx, params.id, await numbersOfHers(ctx, her(ctx)));
    return { items: items.map((one) => ({ ...one, phone: one.phone.slice(-4) })), more };
  }),
  route(contract, 'POST /api/shop/leaders/waves/:id/arrival', { ...member, perMinute: 20 }, async (ctx, { params }) => {
    const leaderNos = await numbersOfHers(ctx, her(ctx));
    return { ready: await arrive(ctx, { waveId: params.id, leaderNos, by: 'leader' }) };
  }),
  route(contract, 'GET /api/shop/leaders/pickups/:code', { ...member, perMinute: 60 }, async (ctx, { params }) =>
    showHers(ctx, her(ctx), params.code),
  ),
  route(
    contract,
    'POST /api/shop/leaders/handouts',
    { ...member, perMinute: 60, idempotent: 'money' },
    async (ctx, { body }) => handOut(ctx, her(ctx), body.code),
  ),
];
