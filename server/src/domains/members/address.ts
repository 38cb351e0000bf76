import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { type AddressFields, openAddress, sealAddress } from './address-fields.ts';
import { memberErrors } from './errors.ts';
import { lockMembers } from './merging.ts';
import { regionOf } from './regions.ts';

export type StoredAddress = AddressFields & { readonly id: string; readonly isDefault: boolean };

/** The book as other domains ask it. */
export const addresses = { find: findAddresses, usual: findUsual };

type Row = { id: string; sealed: string; isDefault: boolean };
const MOST = 20;

/**
 * One answer an ask, in their order: the address when it is of the member who asks; another's is as good as none, whoever
 * asks for it beside her. One statement for any number.
 */
async function findAddresses(
  ctx: Ctx,
  asked: readonly { readonly memberId: string; readonly id: string }[],
): Promise<readonly (StoredAddress | null)[]> {
  const { rows } = await sql<Row & { place: number }>`
    select a.id, a.sealed, a.is_default, asked.place from members.address a
    join unnest(${asked.map((a) => a.id)}::text[], ${asked.map((a) => a.memberId)}::text[])
      with ordinality as asked (id, member_id, place)
      on a.id = asked.id and a.member_id = asked.member_id
  `.execute(ctx.db);
  const found = new Map(rows.map((row) => [row.place, row]));
  return asked.map((_, at) => {
    const row = found.get(at + 1);
    return row ? open(ctx, row) : null;
  });
}

/** The default address of each of these members, by member; who has none is absent. One statement for any number. */
async function findUsual(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlyMap<string, StoredAddress>> {
  const { rows } = await sql<Row & { memberId: string }>`
    select id, sealed, is_default, member_id from members.address
    where member_id = any(${[...new Set(memberIds)]}::text[]) and is_default
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.memberId, open(ctx, row)]));
}

export async function listAddresses(ctx: Ctx, memberId: string): Promise<StoredAddress[]> {
  const { rows } = await sql<Row>`
    select id, sealed, is_default from members.address where member_id = ${memberId}
    order by is_default desc, created_at desc
  `.execute(ctx.db);
  return rows.map((row) => open(ctx, row));
}

/** Keep an address; the first one, or one that asks for it, becomes the default. `id` replaces that one. */
export async function saveAddress(
  ctx: Ctx,
  memberId: string,
  input: AddressFields & { isDefault?: boolean | undefined },
  id?: string,
): Promise<StoredAddress> {
  const { isDefault, ...fields } = input;
  return inTransaction(ctx, async (ctx) => {
    // One at a time, and not while her record becomes another's: how many there are and which is the default stay true.
    const ownerId = (await lockMembers(ctx, [memberId])).get(memberId)?.mergedInto ?? memberId;
    const present = await listAddresses(ctx, ownerId);
    const before = present.find((a) => a.id === id);
    if (id && !before) throw memberErrors.error('address_not_found');
    if (!id && present.length >= MOST) throw memberErrors.error('too_many_addresses');
    const first = present.length === 0 || (isDefault ?? before?.isDefault ?? false);
    if (first) await sql`update members.address set is_default = false where member_id = ${ownerId}`.execute(ctx.db);
    const sealed = sealAddress(ctx, fields);
    const key = id ?? newId('adr');
    await sql`
      insert into members.address (id, member_id, sealed, region, is_default, created_at)
      values (${key}, ${ownerId}, ${sealed}, ${regionOf(fields)}, ${first}, ${ctx.now()})
      on conflict (id) do update set sealed = excluded.sealed, region = excluded.region, is_default = excluded.is_default
    `.execute(ctx.db);
    return { ...fields, id: key, isDefault: first };
  });
}

/** Forget an address; where it was the default, the newest of the others takes its place. */
export async function deleteAddress(ctx: Ctx, memberId: string, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const ownerId = (await lockMembers(ctx, [memberId])).get(memberId)?.mergedInto ?? memberId;
    const { numAffectedRows } = await sql`
      delete from members.address where id = ${id} and member_id = ${ownerId}
    `.execute(ctx.db);
    if (Number(numAffectedRows) === 0) throw memberErrors.error('address_not_found');
    await keepDefaults(ctx, [ownerId]);
  });
}

/** Whoever has addresses has a default: of members without one, who are locked, the newest becomes it. */
export async function keepDefaults(ctx: Ctx, memberIds: readonly string[]): Promise<void> {
  await sql`
    update members.address set is_default = true where id in (
      select distinct on (a.member_id) a.id from members.address a
      where a.member_id = any(${[...memberIds]}::text[])
        and not exists (select from members.address d where d.member_id = a.member_id and d.is_default)
      order by a.member_id, a.created_at desc, a.id desc)
  `.execute(ctx.db);
}

function open(ctx: Ctx, row: Row): StoredAddress {
  return { ...openAddress(ctx, row.sealed), id: row.id, isDefault: row.isDefault };
}
