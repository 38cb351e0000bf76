import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import type { AreaValues } from './areas/area-form.ts';
import { slotsOfArea } from './areas/area-slots.ts';
import { insertArea } from './areas/queries.ts';
import { END_OF_DAY, slotsOf } from './hours.ts';
import { insertStore } from './queries.ts';
import type { StoreValues } from './store-form.ts';

export const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A store in Shanghai that never closes and hands out orders at once, unless told otherwise. */
export const aStore: StoreValues = {
  name: '徐汇店',
  state: 'open',
  phone: '021-60000000',
  notice: null,
  region: '上海市/上海市',
  district: '徐汇区',
  street: '模拟路 1 号',
  latitude: 31.19,
  longitude: 121.44,
  hours: [{ days: everyDay, from: 0, to: END_OF_DAY }],
  holidays: [],
  pickup: true,
  prepare: 0,
  slot: '60',
  ahead: 3,
  keep: 3,
  ownStock: false,
};

export async function createStore(ctx: Ctx, facts: Partial<StoreValues> = {}) {
  const id = newId('sto');
  const values = { ...aStore, ...facts };
  await insertStore(ctx, id, values);
  await saveStockStore(ctx, id, values);
  return { id, name: values.name, slots: () => slotsOf(values, ctx.now()) };
}

/** As a save through the console tells the stock. */
async function saveStockStore(ctx: Ctx, id: string, { name, state, pickup, ownStock }: StoreValues): Promise<void> {
  const keeps = pickup && ownStock === true;
  await sql`
    insert into catalog.stock_store (id, name, keeps, serves) values (${id}, ${name}, ${keeps}, ${keeps && state === 'open'})
  `.execute(ctx.db);
}

/** An area of all Shanghai with two slots a day of two orders each, brought for ¥6, unless told otherwise. */
export async function createArea(ctx: Ctx, facts: Partial<AreaValues> = {}) {
  const id = newId('are');
  const values: AreaValues = {
    name: '上海市区',
    open: true,
    region: '上海市/上海市',
    districts: null,
    fee: 600,
    freeFrom: null,
    least: null,
    slots: [
      { days: everyDay, from: 540, to: 720, capacity: 2 },
      { days: everyDay, from: 840, to: 1080, capacity: 2 },
    ],
    cutoff: 60,
    ahead: 3,
    ...facts,
  };
  await insertArea(ctx, id, values);
  return { id, name: values.name, values, slots: () => slotsOfArea(values, ctx.now()) };
}
