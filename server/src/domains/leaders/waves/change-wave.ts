import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { findSkus, stock } from '../../catalog/index.ts';
import { leaderErrors } from '../errors.ts';
import { findWave, goodsOf, holdWaves, type WaveRow } from './wave.ts';
import { timesOf, type WaveValues, waveForm } from './wave-form.ts';

/** Throws `platform.bad_form`. */
export async function createWave(ctx: Ctx, draft: Draft): Promise<string> {
  const values = await readValues(ctx, draft);
  const id = newId('wav');
  const { opensAt, cutsAt, pickupFrom, pickupTo } = timesOf(values);
  await sql`
    insert into leaders.wave (id, name, state, values, opens_at, cuts_at, pickup_from, pickup_to, own, rate, created_at)
    values (${id}, ${values.name}, 'draft', ${JSON.stringify(values)}::jsonb, ${opensAt}, ${cutsAt}, ${pickupFrom}, ${pickupTo},
      ${values.stock === 'own'}, ${Math.round(values.rate * 100)}, ${ctx.now()})
  `.execute(ctx.db);
  return id;
}

/** While it is a draft. Throws `platform.bad_form`, `leaders.wave_not_draft`. */
export async function changeWave(ctx: Ctx, id: string, draft: Draft): Promise<void> {
  const wave = await hold(ctx, id);
  if (wave.state !== 'draft') throw leaderErrors.error('wave_not_draft');
  const values = await readValues(ctx, draft, wave.values);
  const { opensAt, cutsAt, pickupFrom, pickupTo } = timesOf(values);
  await sql`
    update leaders.wave set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, opens_at = ${opensAt}, cuts_at = ${cutsAt},
      pickup_from = ${pickupFrom}, pickup_to = ${pickupTo}, own = ${values.stock === 'own'}, rate = ${Math.round(values.rate * 100)}
    where no = ${wave.no}
  `.execute(ctx.db);
}

async function hold(ctx: Ctx, id: string): Promise<WaveRow> {
  const [wave] = await holdWaves(ctx, [(await findWave(ctx, id)).no]);
  if (wave === undefined) throw leaderErrors.error('no_such_wave', { id });
  return wave;
}

/** A piece costs less in a wave than alone, or an order would not stand at its price. */
async function readValues(ctx: Ctx, draft: Draft, stored?: WaveValues): Promise<WaveValues> {
  const values = await readForm(ctx, waveForm, draft, stored === undefined ? {} : { stored });
  const skus = await findSkus(
    ctx,
    values.goods.map(({ sku }) => sku),
  );
  const dear = values.goods.flatMap(({ sku, price }, at) => {
    const facts = skus.get(sku);
    if (facts === undefined || price < facts.price) return [];
    const alone = formatYuan(facts.price);
    return [{ at: `goods.${at}.price`, words: words(`要低于售价 ${alone} 元`, `It has to be less than ¥${alone}`) }];
  });
  if (dear.length > 0) throw badForm(dear);
  return values;
}

/**
 * Neighbours see it from now on. Pieces that are set aside leave what is on offer in the shop with it, all of them or it is not published.
 * Throws `leaders.wave_not_draft`, `leaders.wave_passed`, `platform.bad_form`.
 */
export async function publishWave(ctx: Ctx, id: string): Promise<void> {
  const before = await findWave(ctx, id);
  const values = await readValues(ctx, { ...before.values }, before.values);
  if (values.stock === 'own') await setAside(ctx, values);
  const wave = await hold(ctx, id);
  if (wave.state !== 'draft') throw leaderErrors.error('wave_not_draft');
  if (wave.cutsAt <= ctx.now()) throw leaderErrors.error('wave_passed');
  await sql`update leaders.wave set state = 'live' where no = ${wave.no}`.execute(ctx.db);
  await sql`
    insert into leaders.wave_good (wave_no, sku_id, position, price, cap)
    select ${wave.no}, sku_id, position, price, cap
    from unnest(${values.goods.map(({ sku }) => sku)}::text[], ${values.goods.map(({ price }) => price)}::int[],
      ${values.goods.map(({ cap }) => cap)}::int[]) with ordinality as g (sku_id, price, cap, position)
  `.execute(ctx.db);
}

async function setAside(ctx: Ctx, { goods }: WaveValues): Promise<void> {
  const units = goods.map(({ sku, cap }) => ({ skuId: sku, quantity: cap ?? 0 }));
  const available = await stock.lock(ctx, units);
  const short = units.flatMap(({ skuId, quantity }, at) => {
    const there = Math.max(0, available.get(skuId) ?? 0);
    return there >= quantity
      ? []
      : [{ at: `goods.${at}.cap`, words: words(`现货只有 ${there} 件`, `The shop has ${there}`) }];
  });
  if (short.length > 0) throw badForm(short);
  await stock.reserve(ctx, units);
}

/**
 * Nobody orders any more, and what was paid goes back, each order once (`give-back`). Throws `leaders.wave_not_live`, `leaders.wave_arrived`.
 */
export async function cancelWave(ctx: Ctx, id: string, because: string): Promise<void> {
  const before = await findWave(ctx, id);
  if (before.own) await stock.lock(ctx, await goodsOf(ctx, [before.no]));
  const wave = await hold(ctx, id);
  if (wave.state !== 'live') throw leaderErrors.error('wave_not_live');
  const { rows } = await sql`
    select from leaders.wave_point where wave_no = ${wave.no} and arrived_at is not null limit 1
  `.execute(ctx.db);
  if (rows.length > 0) throw leaderErrors.error('wave_arrived');
  await sql`
    update leaders.wave set state = 'cancelled', because = ${because.trim()} where no = ${wave.no}
  `.execute(ctx.db);
}
