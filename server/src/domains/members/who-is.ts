import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { findMembers, livingOf } from './find.ts';
import { phoneIndex } from './member.ts';

const HIGHEST_NO = 2_147_483_647;

/**
 * The person numbers of members by what lists write of them: `mem_…`, a member's number, or a phone; who was merged is the survivor. Digits
 * that can be both are a phone, if anybody has it.
 */
export async function whoIs(ctx: Ctx, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ids = names.filter((name) => name.startsWith('mem_'));
  const digits = [...new Set(names.filter((name) => !name.startsWith('mem_')))];
  const [byId, byPhone] = [await findMembers(ctx, ids), await findByPhones(ctx, digits.filter(isLong))];
  const numbers = digits.filter((name) => !byPhone.has(name)).map(Number);
  const byNumber = await livingOf(
    ctx,
    numbers.filter((no) => Number.isInteger(no) && no > 0 && no <= HIGHEST_NO),
  );
  const found = (name: string) => byId.get(name)?.personNo ?? byPhone.get(name) ?? byNumber.get(Number(name))?.personNo;
  return new Map(names.flatMap((name) => toPair(name, found(name))));
}

const toPair = (name: string, personNo: number | undefined): [string, number][] =>
  personNo === undefined ? [] : [[name, personNo]];

/** No phone is shorter. */
const isLong = (name: string) => name.replace(/\D/g, '').length >= 7;

async function findByPhones(ctx: Ctx, phones: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (phones.length === 0) return new Map();
  const byIndex = new Map(phones.map((phone) => [phoneIndex(ctx.crypto, phone), phone]));
  const { rows } = await sql<{ index: string; personNo: number }>`
    select phone_index as index, person_no from members.member
    where phone_index = any(${[...byIndex.keys()]}::text[]) and merged_into is null
  `.execute(ctx.db);
  const byNo = new Map(rows.map(({ index, personNo }) => [index, personNo]));
  return new Map(phones.flatMap((phone) => toPair(phone, byNo.get(phoneIndex(ctx.crypto, phone)))));
}
