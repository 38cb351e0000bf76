import { addressText } from '@huoshui/contracts/place';
import { type RawBuilder, sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inHerStores } from '../../platform/her-stores.ts';
import type { StoreValues } from './store-form.ts';

export type StoreRow = {
  readonly id: string;
  readonly name: string;
  readonly state: 'open' | 'paused' | 'closed';
  readonly pickup: boolean;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly values: StoreValues;
  readonly createdAt: Date;
};
export type Point = { readonly latitude: number; readonly longitude: number };

const MOST_COUNTED = 10_000;
const COLUMNS = sql.raw(
  's.id, s.name, s.state, s.pickup, s.region, s.address, s.phone, s.latitude, s.longitude, s.values, s.created_at',
);

export async function insertStore(ctx: Ctx, id: string, values: StoreValues): Promise<void> {
  const { name, state, pickup, region, phone, latitude, longitude } = values;
  await sql`
    insert into stores.store (id, name, state, pickup, region, address, phone, latitude, longitude, values, created_at)
    values (${id}, ${name}, ${state}, ${pickup}, ${region}, ${addressOf(values)}, ${phone}, ${latitude}, ${longitude},
      ${JSON.stringify(values)}::jsonb, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updateStore(ctx: Ctx, id: string, values: StoreValues): Promise<void> {
  const { name, state, pickup, region, phone, latitude, longitude } = values;
  await sql`
    update stores.store set name = ${name}, state = ${state}, pickup = ${pickup}, region = ${region},
      address = ${addressOf(values)}, phone = ${phone}, latitude = ${latitude}, longitude = ${longitude},
      values = ${JSON.stringify(values)}::jsonb
    where id = ${id}
  `.execute(ctx.db);
}

function addressOf({ region, district, street }: StoreValues): string {
  const [province = '', city = ''] = region.split('/');
  return addressText({ province, city, district: district ?? '', street });
}

/** Stores by id, closed ones too; an unknown id is absent. */
export async function findStores(ctx: Ctx, ids: readonly string[]): Promise<Map<string, StoreRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StoreRow>`
    select ${COLUMNS} from stores.store s where s.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Stores by name, those that closed for good not; of one name there may be several. */
export async function storesNamed(ctx: Ctx, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stores.store where name = any(${[...new Set(names)]}::text[]) and state <> 'closed'
  `.execute(ctx.db);
  return rows;
}

type AdminAsk = { readonly q: string | null; readonly state: StoreRow['state'] | null };

export async function listRows(
  ctx: Ctx,
  ask: AdminAsk & { readonly after: string | null; readonly limit: number },
): Promise<StoreRow[]> {
  const { rows } = await sql<StoreRow>`
    select ${COLUMNS} from stores.store s where ${inHerStores(ctx, sql`s.id`)} and ${matching(ask)} and (${ask.after}::text is null or s.id < ${ask.after})
    order by s.id desc limit ${ask.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRows(ctx: Ctx, ask: AdminAsk): Promise<Counted> {
  return countUpTo(
    ctx,
    MOST_COUNTED,
    sql`select from stores.store s where ${inHerStores(ctx, sql`s.id`)} and ${matching(ask)}`,
  );
}

function matching({ q, state }: AdminAsk): RawBuilder<boolean> {
  return sql`(${q}::text is null or strpos(lower(s.name || ' ' || s.address || ' ' || s.phone), lower(${q})) > 0)
    and (${state}::text is null or s.state = ${state})`;
}

export type ShopAsk = {
  readonly q: string | null;
  readonly region: string | null;
  readonly pickup: boolean;
  readonly near: Point | null;
};

/**
 * What shoppers may choose from: the nearest first, those whose place nobody knows last; without a place of hers by region
 * and name. Each row says its place in that order.
 */
export async function listForShop(
  ctx: Ctx,
  ask: ShopAsk & { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<(StoreRow & { readonly metres: number | null; readonly place: string })[]> {
  const { near, after, limit } = ask;
  const { rows } = await sql<StoreRow & { metres: number | null; place: string }>`
    select * from (
      select ${COLUMNS}, ${metresTo(near)} as metres,
        ${near === null ? sql`s.region || ' ' || s.name` : sql`lpad(coalesce(${metresTo(near)}, 99999999)::text, 8, '0')`} as place
      from stores.store s where ${offered(ask)}
    ) found
    where ${after === null ? sql`true` : sql`(place collate "C", id collate "C") > (${after[0]}::text collate "C", ${after[1]}::text collate "C")`}
    order by place collate "C", id collate "C" limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countForShop(ctx: Ctx, ask: ShopAsk): Promise<Counted> {
  return countUpTo(ctx, MOST_COUNTED, sql`select from stores.store s where ${offered(ask)}`);
}

/** Where there are any, whatever else she asks for. */
export async function regionsOf(ctx: Ctx, pickup: boolean): Promise<string[]> {
  const { rows } = await sql<{ region: string }>`
    select distinct s.region from stores.store s
    where ${offered({ q: null, region: null, pickup, near: null })} order by s.region
  `.execute(ctx.db);
  return rows.map(({ region }) => region);
}

function offered({ q, region, pickup }: ShopAsk): RawBuilder<boolean> {
  return sql`s.state <> 'closed' and (not ${pickup}::boolean or s.pickup)
    and (${region}::text is null or s.region = ${region})
    and (${q}::text is null or strpos(lower(s.name || ' ' || s.address), lower(${q})) > 0)`;
}

/** Along the great circle; the mean radius of the Earth is 6 371 km. */
function metresTo(near: Point | null): RawBuilder<number | null> {
  if (near === null) return sql`null::int`;
  // least() passes over what is null: a store of unknown place would be as far as can be.
  return sql`(case when s.latitude is not null then 2 * 6371000 * asin(least(1, sqrt(
    power(sin(radians(s.latitude - ${near.latitude}::float8) / 2), 2)
    + cos(radians(${near.latitude}::float8)) * cos(radians(s.latitude))
      * power(sin(radians(s.longitude - ${near.longitude}::float8) / 2), 2)))) end)::int`;
}
