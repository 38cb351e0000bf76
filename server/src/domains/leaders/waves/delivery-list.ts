import type { RouteOut } from '@huoshui/contracts/contract';
import type { waveContract } from '@huoshui/contracts/leader-waves';
import { words } from '@huoshui/contracts/words';
import { type WaveOrderState, waveOrderState } from '@huoshui/contracts/words/leaders';
import { sql } from 'kysely';
import { shanghaiTime } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Cells, upTo } from '../../../platform/table-file.ts';
import { findSkus } from '../../catalog/index.ts';
import { findByPersonNo } from '../../members/index.ts';
import { pickups } from '../../orders/index.ts';
import { leadersBy } from '../leader.ts';
import { goodFigures, pointFigures } from './figures.ts';
import { findWave, goodsOf } from './wave.ts';

type Listed = RouteOut<(typeof waveContract)['GET /api/admin/waves/:id/list']>;
const MOST = 2000;

type Row = {
  readonly orderId: string;
  readonly leaderNo: number;
  readonly state: 'ordered' | 'paid' | 'cancelled' | 'back';
  readonly paidAt: Date | null;
  readonly receivedAt: Date | null;
  readonly lines: readonly { readonly skuId: string; readonly units: number; readonly back: number }[];
  readonly paid: number;
};

/**
 * Who gets what of a wave, by leader and then by name: orders that were paid, those that went back whole at the end. Of some leaders alone
 * where they are named. Throws `leaders.no_such_wave`.
 */
export async function deliveryList(ctx: Ctx, waveId: string, leaderNos: readonly number[] | null): Promise<Listed> {
  const wave = await findWave(ctx, waveId);
  const { rows: read } = await sql<Row>`
    select o.order_id, coalesce(a.behind_no, a.no) as leader_no, o.state, o.paid_at, o.received_at, s.lines, s.paid
    from leaders.wave_order o join leaders.leader a on a.no = o.leader_no join lateral (
      select jsonb_agg(jsonb_build_object('skuId', l.sku_id, 'units', l.units, 'back', l.back) order by l.sku_id) as lines,
        sum(l.paid - l.back_paid)::int as paid from leaders.wave_line l where l.order_id = o.order_id
    ) s on true
    where o.wave_no = ${wave.no} and o.state in ('paid', 'back') and (${leaderNos === null} or o.leader_no = any(${[...(leaderNos ?? [])]}::bigint[]))
    order by 2, o.state desc, o.paid_at, o.order_id limit ${MOST + 1}
  `.execute(ctx.db);
  const { rows, more } = upTo(MOST, read);
  const contacts = await pickups.contacts(
    ctx,
    rows.map(({ orderId }) => orderId),
  );
  const skus = await findSkus(
    ctx,
    rows.flatMap(({ lines }) => lines.map(({ skuId }) => skuId)),
  );
  const nameOf = await leaderNames(ctx, rows);
  const items = rows.map(({ orderId, leaderNo, state, paidAt, receivedAt, lines, paid }) => {
    const contact = contacts.get(orderId);
    return {
      ...{ orderId, paid, number: contact?.number ?? '', name: contact?.name ?? '', phone: contact?.phone ?? '' },
      ...{ leaderId: nameOf(leaderNo).id, leader: nameOf(leaderNo).name, point: contact?.store ?? '' },
      state: stateOf({ state, receivedAt, ready: contact?.ready ?? false }),
      lines: lines.map(({ skuId, units, back }) => ({
        name: [skus.get(skuId)?.name, ...(skus.get(skuId)?.values ?? [])].filter(Boolean).join(' '),
        units: units - back,
        backUnits: back,
      })),
      units: lines.reduce((sum, { units, back }) => sum + units - back, 0),
      paidAt: paidAt?.toISOString() ?? null,
      collectedAt: receivedAt?.toISOString() ?? null,
    };
  });
  return { items, more };
}

export async function leaderNames(ctx: Ctx, rows: readonly { readonly leaderNo: number }[]) {
  const leaders = await leadersBy(
    ctx,
    rows.map(({ leaderNo }) => leaderNo),
  );
  const people = await findByPersonNo(
    ctx,
    [...leaders.values()].map(({ personNo }) => personNo),
  );
  return (no: number) => {
    const leader = leaders.get(no);
    const name = people.get(leader?.personNo ?? 0)?.nickname ?? '';
    return { id: leader?.id ?? '', name: name || (leader?.community ?? ''), memberId: leader?.memberId ?? '', leader };
  };
}

type Stand = Pick<Row, 'state' | 'receivedAt'> & { readonly ready: boolean };

function stateOf({ state, receivedAt, ready }: Stand): WaveOrderState {
  if (state !== 'paid') return state;
  if (receivedAt !== null) return 'received';
  return ready ? 'ready' : 'paid';
}

/** A line of an order a row: for whoever packs, drives and hands out. */
export async function listCells(ctx: Ctx, waveId: string, leaderNos: readonly number[] | null): Promise<Cells> {
  const { items, more } = await deliveryList(ctx, waveId, leaderNos);
  return {
    columns: [
      { key: 'point', words: words('提货点', 'Point'), kind: 'text' },
      { key: 'leader', words: words('团长', 'Leader'), kind: 'text' },
      { key: 'number', words: words('订单号', 'Order'), kind: 'text' },
      { key: 'name', words: words('提货人', 'Name'), kind: 'text' },
      { key: 'phone', words: words('电话', 'Phone'), kind: 'text' },
      { key: 'good', words: words('商品', 'Goods'), kind: 'text' },
      { key: 'units', words: words('件数', 'Units'), kind: 'count' },
      { key: 'back', words: words('已退件数', 'Given back'), kind: 'count' },
      { key: 'state', words: words('状态', 'State'), kind: 'text' },
      { key: 'collected', words: words('提货时间', 'Collected'), kind: 'text' },
    ],
    rows: items.flatMap(({ point, leader, number, name, phone, lines, state, collectedAt }) =>
      lines.map((line) => [
        ...[point, leader, number, name, phone, line.name, line.units, line.backUnits, waveOrderState[state]],
        collectedAt === null ? null : shanghaiTime(new Date(collectedAt)),
      ]),
    ),
    more,
  };
}

/** What is to be bought in: of each good how many, and how many for each leader. */
export async function purchaseCells(ctx: Ctx, waveId: string): Promise<Cells> {
  const wave = await findWave(ctx, waveId);
  const points = (await pointFigures(ctx, wave.no)).filter(({ orders }) => orders > 0);
  const nameOf = await leaderNames(ctx, points);
  const goods = await listGoods(ctx, waveId, null);
  const byPoint = await Promise.all(points.map(async ({ leaderNo }) => goodFigures(ctx, wave.no, leaderNo)));
  return {
    columns: [
      { key: 'good', words: words('商品', 'Goods'), kind: 'text' },
      { key: 'units', words: words('合计件数', 'Units in all'), kind: 'count' },
      ...points.map(({ leaderNo }) => {
        const { id, name } = nameOf(leaderNo);
        return { key: id, words: words(name || id, name || id), kind: 'count' as const };
      }),
    ],
    rows: goods.map(({ skuId, name, units }) => [
      ...[name, units],
      ...byPoint.map((of) => of.find((one) => one.skuId === skuId)?.units ?? 0),
    ]),
  };
}

/** The goods of a wave in their order, with what is sold of each. Throws `leaders.no_such_wave`. */
export async function listGoods(ctx: Ctx, waveId: string, leaderNo: number | null) {
  const wave = await findWave(ctx, waveId);
  const goods = await goodsOf(ctx, [wave.no]);
  const shown = goods.length > 0 ? goods : wave.values.goods.map(({ sku, price, cap }) => ({ skuId: sku, price, cap }));
  const [skus, figures] = [
    await findSkus(
      ctx,
      shown.map(({ skuId }) => skuId),
    ),
    await goodFigures(ctx, wave.no, leaderNo),
  ];
  return shown.map(({ skuId, price, cap }) => {
    const of = figures.find((one) => one.skuId === skuId);
    const name = [skus.get(skuId)?.name, ...(skus.get(skuId)?.values ?? [])].filter(Boolean).join(' ');
    const { units = 0, backUnits = 0, collected = 0, paid = 0 } = of ?? {};
    return { skuId, name, price, cap, units, backUnits, collected, paid };
  });
}
