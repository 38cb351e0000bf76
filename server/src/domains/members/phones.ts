import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { openPhone, phoneIndex } from './member.ts';

export type HerPhone = { readonly plain: string; readonly key: string };

/** The numbers of these persons, opened: for whoever calls or writes to them, never for a screen. Who has none is absent. */
export async function phonesOf(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlyMap<number, HerPhone>> {
  if (personNos.length === 0) return new Map();
  const { rows } = await sql<{ personNo: number; sealed: string; key: string }>`
    select person_no, phone_sealed as sealed, phone_index as key from members.member
    where person_no = any(${[...new Set(personNos)]}::int[]) and phone_sealed is not null
  `.execute(ctx.db);
  return new Map(rows.map(({ personNo, sealed, key }) => [personNo, { plain: openPhone(ctx.crypto, sealed), key }]));
}

/** By what a number is found again, without the number itself. */
export function keyOfPhone(ctx: Ctx, phone: string): string {
  return phoneIndex(ctx.crypto, phone);
}

/** Whose these numbers are now, by their keys. */
export async function personsByPhone(
  ctx: Ctx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly personNo: number }>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; id: string; personNo: number }>`
    select phone_index as key, id, person_no from members.member
    where phone_index = any(${[...new Set(keys)]}::text[]) and merged_into is null
  `.execute(ctx.db);
  return new Map(rows.map(({ key, ...member }) => [key, member]));
}
