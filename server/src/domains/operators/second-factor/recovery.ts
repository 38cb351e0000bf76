import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

const MANY = 10;
/** Without what looks like another: 31¹⁰ of them are too many to guess, and the hash is keyed. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 10;

/** Ten new codes in the place of those that were; told this once. */
export async function newRecoveryCodes(ctx: Ctx, operatorId: string): Promise<string[]> {
  const codes = Array.from({ length: MANY }, randomCode);
  const hashes = codes.map((code) => hashOf(ctx, code));
  await sql`delete from operators.recovery_code where operator_id = ${operatorId}`.execute(ctx.db);
  await sql`
    insert into operators.recovery_code (operator_id, code_hash) select ${operatorId}, unnest(${hashes}::text[])
  `.execute(ctx.db);
  return codes;
}

/** Uses one up; false where there is none like it, or it was used. */
export async function takeRecoveryCode(ctx: Ctx, operatorId: string, code: string): Promise<boolean> {
  const { rows } = await sql`
    update operators.recovery_code set used_at = ${ctx.now()}
    where operator_id = ${operatorId} and code_hash = ${hashOf(ctx, code)} and used_at is null
    returning 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** `k7m2p-x9qrs`, typed in whatever manner. */
export const isRecoveryCode = (typed: string): boolean => plain(typed).length === LENGTH;

function randomCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

const plain = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');
const hashOf = (ctx: Ctx, code: string): string => ctx.crypto.blindIndex(plain(code), 'operators.recovery_code');
