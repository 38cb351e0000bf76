import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { stock } from '../../catalog/index.ts';
import type { Claim, OfferQuestion, OfferSource } from '../../pricing/index.ts';
import { leaderErrors } from '../errors.ts';
import { type LeaderRow, leadersById } from '../leader.ts';
import { decideClaims, type Had } from './decide.ts';
import { findWaves, goodsOf, hasWave, holdWaves, type WaveRow, waveStateOf } from './wave.ts';

/** Whoever ordered at the last moment has so long to pay. */
const PAY_AFTER_CUT_MS = 10 * MINUTE_MS;

const badge = words('团购价', 'Wave price');

/**
 * Prices of waves: asked for by name alone, by the wave and the leader at whose place it is collected. Whether there is any left, and whether
 * it is still open, the wave's row decides when the order is placed. `own`: pieces left the shop's stock when it was published.
 */
export function waveSource(own: boolean): OfferSource {
  const name = own ? 'wave_own' : 'wave';
  const found = async (ctx: Ctx, question: OfferQuestion) => {
    const wave = await waveOf(ctx, question.context.play?.activity);
    return wave === null || wave.own !== own ? {} : findPrices(ctx, name, wave, question);
  };
  return {
    name,
    ...(own ? { setsAside: true } : {}),
    find: async (ctx, question) => (question.context.play === undefined ? {} : found(ctx, question)),
    collects: async (ctx, play) => {
      const wave = await waveOf(ctx, play.activity);
      const leader = (await leadersById(ctx, [play.team ?? ''])).get(play.team ?? '');
      return wave === null || wave.own !== own || leader?.storeId == null
        ? null
        : { storeId: leader.storeId, from: wave.pickupFrom, to: wave.pickupTo };
    },
    claim: claimPieces,
    release: async (ctx, orderIds, why) => {
      const { rows: held } = await sql<{ waveNo: number }>`
        select distinct o.wave_no from leaders.wave_order o join leaders.wave w on w.no = o.wave_no
        where o.order_id = any(${[...orderIds]}::text[]) and o.state = 'ordered' and w.own = ${own}
      `.execute(ctx.db);
      if (held.length === 0) return;
      const nos = held.map(({ waveNo }) => waveNo);
      await holdWaves(ctx, nos);
      const back = await putBack(ctx, nos, orderIds, why);
      // They have just been put on offer in the shop, and the rows are held: nobody saw them there.
      if (own && why === 'cancelled')
        await stock.reserve(
          ctx,
          back.map(({ skuId, units }) => ({ skuId, quantity: units })),
        );
    },
  };
}

async function waveOf(ctx: Ctx, id: string | undefined): Promise<WaveRow | null> {
  if (id?.startsWith('wav_') !== true) return null;
  return (await findWaves(ctx, [id])).get(id) ?? null;
}

async function findPrices(ctx: Ctx, source: string, wave: WaveRow, { lines, context }: OfferQuestion) {
  const refused = (error: DomainError) => ({ alone: true, refused: error }) as const;
  const leader = (await leadersById(ctx, [context.play?.team ?? ''])).get(context.play?.team ?? '');
  const why = refusalOf(ctx, wave, leader);
  if (why !== null) return refused(why);
  const goods = new Map((await goodsOf(ctx, [wave.no])).map((good) => [good.skuId, good]));
  const prices = lines.flatMap(({ skuId }) => {
    const good = goods.get(skuId);
    return good === undefined
      ? []
      : [{ source, offerId: wave.id, skuId, price: good.price, most: null, label: wave.name, badge }];
  });
  if (prices.length < lines.length) return refused(leaderErrors.error('not_in_wave'));
  return { alone: true, collected: true, prices } as const;
}

function refusalOf(ctx: Ctx, wave: WaveRow, leader: LeaderRow | undefined): DomainError | null {
  const state = waveStateOf(wave, ctx.now());
  if (state === 'draft') return leaderErrors.error('no_such_wave', { id: wave.id });
  if (state === 'coming') return leaderErrors.error('wave_early');
  if (state !== 'open') return leaderErrors.error('wave_over');
  return hasWave(wave, leader) ? null : leaderErrors.error('not_her_wave');
}

type Outcomes = Awaited<ReturnType<NonNullable<OfferSource['claim']>>>;

/** Of many who want the last piece those who came first have it; who comes with the cut-off comes before it or after it. */
async function claimPieces(ctx: Ctx, claims: readonly Claim[]): Promise<Outcomes> {
  const known = await findWaves(
    ctx,
    claims.map(({ offerId }) => offerId),
  );
  const waves = new Map(
    (
      await holdWaves(
        ctx,
        [...known.values()].map(({ no }) => no),
      )
    ).map((wave) => [wave.id, wave]),
  );
  const nos = [...waves.values()].map(({ no }) => no);
  const leaders = await leadersById(
    ctx,
    claims.map(({ play }) => play?.team ?? ''),
  );
  const goods = await goodsOf(ctx, nos);
  const had = await piecesOf(
    ctx,
    nos,
    claims.map(({ personNo }) => personNo),
  );
  const asks = claims.map(({ orderId, offerId, memberId, personNo, pieces, play }) => {
    const wave = waves.get(offerId);
    const leader = leaders.get(play?.team ?? '');
    const refusal = wave === undefined ? leaderErrors.error('wave_over') : refusalOf(ctx, wave, leader);
    const place = { waveNo: wave?.no ?? 0, leaderNo: leader?.no ?? 0, most: wave?.values.perMember ?? null };
    return { orderId, memberId, personNo, pieces, refusal, ...place };
  });
  const verdicts = decideClaims(asks, { goods, had });
  const served = asks.filter((_, at) => verdicts[at] === null);
  await insert(ctx, served);
  return claims.map(({ orderId, offerId }, at): Outcomes[number] => {
    const error = verdicts[at] ?? null;
    if (error !== null) return { orderId, offerId, outcome: 'refused', error };
    const cut = waves.get(offerId)?.cutsAt ?? ctx.now();
    const payBy = new Date(Math.max(cut.getTime(), ctx.now().getTime()) + PAY_AFTER_CUT_MS);
    return { orderId, offerId, outcome: 'claimed', payBy };
  });
}

/** What these people have of these waves, less what went back. */
async function piecesOf(ctx: Ctx, nos: readonly number[], personNos: readonly number[]): Promise<readonly Had[]> {
  const { rows } = await sql<Had>`
    select o.wave_no, o.person_no, l.sku_id, sum(l.units - l.back)::int as units
    from leaders.wave_order o join leaders.wave_line l using (order_id)
    where o.wave_no = any(${[...nos]}::bigint[]) and o.person_no = any(${[...new Set(personNos)]}::int[]) and o.state in ('ordered', 'paid')
    group by 1, 2, 3
  `.execute(ctx.db);
  return rows;
}

type Served = Pick<Claim, 'orderId' | 'memberId' | 'personNo' | 'pieces'> & {
  readonly waveNo: number;
  readonly leaderNo: number;
};

async function insert(ctx: Ctx, served: readonly Served[]): Promise<void> {
  if (served.length === 0) return;
  const lines = served.flatMap(({ orderId, waveNo, pieces }) =>
    pieces.map(({ skuId, quantity }) => ({ order_id: orderId, wave_no: waveNo, sku_id: skuId, units: quantity })),
  );
  await sql`
    with lines as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (order_id text, wave_no bigint, sku_id text, units int)
    ), orders as (
      insert into leaders.wave_order (order_id, wave_no, leader_no, member_id, person_no, state, placed_at)
      select order_id, wave_no, leader_no, member_id, person_no, 'ordered', ${ctx.now()}
      from unnest(${served.map(({ orderId }) => orderId)}::text[], ${served.map(({ waveNo }) => waveNo)}::bigint[],
        ${served.map(({ leaderNo }) => leaderNo)}::bigint[], ${served.map(({ memberId }) => memberId)}::text[],
        ${served.map(({ personNo }) => personNo)}::int[]) as o (order_id, wave_no, leader_no, member_id, person_no)
    ), points as (
      insert into leaders.wave_point (wave_no, leader_no)
      select distinct wave_no, leader_no from unnest(${served.map(({ waveNo }) => waveNo)}::bigint[],
        ${served.map(({ leaderNo }) => leaderNo)}::bigint[]) as p (wave_no, leader_no) order by 1, 2 on conflict do nothing
    ), written as (
      insert into leaders.wave_line (order_id, sku_id, units) select order_id, sku_id, units from lines
    )
    update leaders.wave_good g set sold = g.sold + n.units
    from (select wave_no, sku_id, sum(units)::int as units from lines group by 1, 2) n
    where g.wave_no = n.wave_no and g.sku_id = n.sku_id
  `.execute(ctx.db);
}

/** What was never paid is there for the next. The waves are held. */
async function putBack(
  ctx: Ctx,
  nos: readonly number[],
  orderIds: readonly string[],
  why: 'cancelled' | 'not_placed',
): Promise<readonly { readonly skuId: string; readonly units: number }[]> {
  const { rows } = await sql<{ skuId: string; units: number }>`
    with gone as (
      update leaders.wave_order set state = 'cancelled'
      where order_id = any(${[...orderIds]}::text[]) and state = 'ordered' and wave_no = any(${[...nos]}::bigint[])
      returning order_id, wave_no
    ), units as (
      select g.wave_no, l.sku_id, sum(l.units)::int as units from gone g join leaders.wave_line l using (order_id) group by 1, 2
    ), moved as (
      update leaders.wave_good g set sold = g.sold - u.units from units u where u.wave_no = g.wave_no and u.sku_id = g.sku_id
    )
    select sku_id, sum(units)::int as units from units group by 1 order by 1
  `.execute(ctx.db);
  if (why === 'not_placed')
    await sql`
      delete from leaders.wave_order where order_id = any(${[...orderIds]}::text[]) and state = 'cancelled'
    `.execute(ctx.db);
  return rows;
}
