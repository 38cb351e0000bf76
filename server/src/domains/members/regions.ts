import { regions, shortCity, shortProvince } from '@huoshui/contracts/regions';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { type AddressFields, openAddress } from './address-fields.ts';

/** The province and the city of an address by the names of the list, `浙江省` and `浙江省/杭州市`; addresses may come from WeChat or a file. */
export function regionOf({ province, city }: Pick<AddressFields, 'province' | 'city'>): string[] {
  const found = regions().find(({ name }) => shortProvince(name) === shortProvince(province));
  if (!found) return [];
  const of = found.cities.find(({ name }) => name === city || shortCity(name) === shortCity(city));
  return of ? [found.name, `${found.name}/${of.name}`] : [found.name];
}

/** Addresses that were kept before it was written down where they lie are read once. */
export const readRegions = sweep({
  name: 'members.read-regions',
  due: sql`(select min(created_at) from members.address where region is null)`,
  run: async (ctx: Ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<{ id: string; sealed: string }>`
        select id, sealed from members.address where region is null order by created_at limit 1000 for update skip locked
      `.execute(ctx.db);
      const read = rows.map(({ id, sealed }) => ({ id, region: regionOf(openAddress(ctx, sealed)) }));
      await sql`
        update members.address a set region = array(select jsonb_array_elements_text(given.region))
        from unnest(${read.map(({ id }) => id)}::text[], ${read.map(({ region }) => JSON.stringify(region))}::jsonb[]) as given (id, region)
        where a.id = given.id
      `.execute(ctx.db);
      return rows.length;
    }),
});
