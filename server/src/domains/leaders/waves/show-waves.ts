import type { RouteOut } from '@huoshui/contracts/contract';
import type { waveContract } from '@huoshui/contracts/leader-waves';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { maskName } from '../../../platform/mask-name.ts';
import { findSkus, sellsFor } from '../../catalog/index.ts';
import { findByPersonNo } from '../../members/index.ts';
import { leaderErrors } from '../errors.ts';
import { activeByCode, type Her, type LeaderRow, leadersOf } from '../leader.ts';
import { leaderOf } from '../neighbours.ts';
import { pointsOf } from '../points.ts';
import { findWave, goodsOf, hasWave, WAVE, type WaveRow, waveStateOf } from './wave.ts';

type Shown = RouteOut<(typeof waveContract)['GET /api/shop/waves/:id']>;
type Listed = RouteOut<(typeof waveContract)['GET /api/shop/waves']>;
const RECENT = 10;
const COMES_WITHIN_DAYS = 7;

/** Waves that she may have: at the place of whose link it is, else of whose neighbour she is, else her own. */
export async function listWavesForHer(ctx: Ctx, her: Her, code: string | undefined): Promise<Listed> {
  const leader = await whose(ctx, her, code);
  if (leader === null || leader.storeId === null) return { leader: null, items: [] };
  const now = ctx.now();
  const { rows } = await sql<WaveRow>`
    select ${WAVE} from leaders.wave w
    where w.state = 'live' and w.pickup_to > ${now} and w.opens_at < ${new Date(now.getTime() + COMES_WITHIN_DAYS * DAY_MS)}
    order by (w.cuts_at > ${now}) desc, w.cuts_at, w.no limit 20
  `.execute(ctx.db);
  const hers = rows.filter((wave) => hasWave(wave, leader));
  const goods = await goodsOf(
    ctx,
    hers.map(({ no }) => no),
  );
  const skus = await findSkus(
    ctx,
    goods.map(({ skuId }) => skuId),
  );
  return {
    leader: await presentLeader(ctx, leader),
    items: hers.map((wave) => {
      const own = goods.filter(({ waveNo }) => waveNo === wave.no);
      return {
        ...head(ctx, wave),
        from: Math.min(...own.map(({ price }) => price)),
        images: own.flatMap(({ skuId }) => skus.get(skuId)?.image ?? []).slice(0, 4),
        goods: own.length,
      };
    }),
  };
}

/** One wave at one leader’s place. Throws `leaders.no_such_wave`, `leaders.not_her_wave`. */
export async function showWave(ctx: Ctx, her: Her, id: string, code: string | undefined): Promise<Shown> {
  const wave = await findWave(ctx, id);
  if (wave.state === 'draft') throw leaderErrors.error('no_such_wave', { id });
  const leader = await whose(ctx, her, code);
  const goods = await goodsOf(ctx, [wave.no]);
  const skus = await findSkus(
    ctx,
    goods.map(({ skuId }) => skuId),
  );
  const taken = await takenOf(ctx, wave.no);
  const hers = await takenOf(ctx, wave.no, her.personNo);
  return {
    ...head(ctx, wave),
    text: wave.values.text ?? '',
    because: wave.because,
    perMember: wave.values.perMember,
    leader: leader !== null && hasWave(wave, leader) ? await presentLeader(ctx, leader) : null,
    goods: goods.flatMap(({ skuId, price, cap, sold }) => {
      const facts = skus.get(skuId);
      if (facts === undefined) return [];
      const left = wave.own
        ? (cap ?? 0) - sold
        : Math.min(cap === null ? facts.available : cap - sold, facts.available);
      const { productId, name, values, image } = facts;
      const units = { taken: taken.get(skuId) ?? 0, hers: hers.get(skuId) ?? 0 };
      return [
        {
          skuId,
          productId,
          name,
          values: [...values],
          image,
          price,
          list: sellsFor(facts),
          left: Math.max(0, left),
          ...units,
        },
      ];
    }),
    ...(await neighboursOf(ctx, wave.no, leader)),
  };
}

function head(ctx: Ctx, wave: WaveRow) {
  const { id, name, opensAt, cutsAt, pickupFrom, pickupTo } = wave;
  return {
    ...{ id, name, state: waveStateOf(wave, ctx.now()), opensAt: opensAt.toISOString(), cutsAt: cutsAt.toISOString() },
    ...{ pickupFrom: pickupFrom.toISOString(), pickupTo: pickupTo.toISOString() },
  };
}

/** Whose link it is; else whose neighbour she is; else she herself. */
async function whose(ctx: Ctx, her: Her, code: string | undefined): Promise<LeaderRow | null> {
  const asked = code === undefined ? null : await activeByCode(ctx, code);
  if (asked !== null) return asked;
  const hers = await leaderOf(ctx, her);
  if (hers?.state === 'active') return hers;
  const own = (await leadersOf(ctx, [her.personNo])).get(her.personNo);
  return own?.state === 'active' ? own : null;
}

async function presentLeader(ctx: Ctx, leader: LeaderRow) {
  const { nickname = '' } = (await findByPersonNo(ctx, [leader.personNo])).get(leader.personNo) ?? {};
  const point = (await pointsOf(ctx, [leader]))(leader.storeId);
  return { id: leader.id, name: maskName(nickname) ?? '', code: leader.code ?? '', community: leader.community, point };
}

/** Units that are paid and kept, by good; of her alone where she is asked about. */
async function takenOf(ctx: Ctx, waveNo: number, personNo: number | null = null): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ skuId: string; units: number }>`
    select l.sku_id, sum(l.units - l.back)::int as units from leaders.wave_order o join leaders.wave_line l using (order_id)
    where o.wave_no = ${waveNo} and o.state = 'paid' and (${personNo}::int is null or o.person_no = ${personNo}) group by 1
  `.execute(ctx.db);
  return new Map(rows.map(({ skuId, units }) => [skuId, units]));
}

/** Who took what at this place, the latest first: those who paid, and nobody else. */
async function neighboursOf(
  ctx: Ctx,
  waveNo: number,
  leader: LeaderRow | null,
): Promise<Pick<Shown, 'people' | 'recent'>> {
  const { rows: counted } = await sql<{ people: number }>`
    select count(distinct person_no)::int as people from leaders.wave_order where wave_no = ${waveNo} and state = 'paid'
  `.execute(ctx.db);
  const { rows } = await sql<{ personNo: number; paidAt: Date; units: number }>`
    select o.person_no, o.paid_at, (select sum(units - back)::int from leaders.wave_line l where l.order_id = o.order_id) as units
    from leaders.wave_order o join leaders.leader l on l.no = o.leader_no
    where o.wave_no = ${waveNo} and o.state = 'paid' and coalesce(l.behind_no, l.no) = ${leader?.no ?? 0}
    order by o.paid_at desc, o.order_id limit ${RECENT}
  `.execute(ctx.db);
  const names = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  return {
    people: counted[0]?.people ?? 0,
    recent: rows.map(({ personNo, paidAt, units }) => ({
      name: maskName(names.get(personNo)?.nickname ?? '') ?? '',
      units,
      at: paidAt.toISOString(),
    })),
  };
}
