import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { roomTime } from '../queries.ts';
import { isRecoveryCode, takeRecoveryCode } from './recovery.ts';
import { readCode } from './totp.ts';

/** So many wrong codes in a row lock the second step; from then on each further one locks it anew. Only who knows the password comes so far. */
const MOST_WRONG = 10;
const LOCK_MS = 15 * MINUTE_MS;

export type Taken =
  | { readonly kind: 'taken'; readonly by: 'code' | 'recovery_code' }
  /** `locks`: it was one too many. */
  | { readonly kind: 'wrong_code'; readonly locks: boolean }
  | { readonly kind: 'code_used' }
  | { readonly kind: 'code_skewed'; readonly minutes: number }
  | { readonly kind: 'code_locked'; readonly minutes: number };

/**
 * Takes the second step by a code of the app or a recovery code. A try is counted before the code is looked at, so that many at once are as
 * limited as one after another; of two who show one code at once one is let in. Not inside a transaction that a refusal takes back.
 */
export async function takeCode(ctx: Ctx, operatorId: string, typed: string): Promise<Taken> {
  const counted = await countTry(ctx, operatorId);
  if (counted.kind === 'locked') return { kind: 'code_locked', minutes: counted.minutes };
  const digits = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) {
    const used = isRecoveryCode(typed) && (await takeRecoveryCode(ctx, operatorId, typed));
    if (!used) return { kind: 'wrong_code', locks: counted.locks };
    await forgive(ctx, operatorId);
    return { kind: 'taken', by: 'recovery_code' };
  }
  const read = readCode(openSecret(ctx, operatorId, counted.secret), digits, counted.atMs);
  if (read.kind === 'skewed') return { kind: 'code_skewed', minutes: read.minutes };
  if (read.kind === 'wrong') return { kind: 'wrong_code', locks: counted.locks };
  const { rows } = await sql`
    update operators.second_factor set last_step = ${read.step}, wrong = 0, locked_until = null
    where operator_id = ${operatorId} and last_step < ${read.step} returning 1
  `.execute(ctx.db);
  return rows.length > 0 ? { kind: 'taken', by: 'code' } : { kind: 'code_used' };
}

type Counted =
  | { readonly kind: 'counted'; readonly secret: string; readonly atMs: number; readonly locks: boolean }
  | { readonly kind: 'locked'; readonly minutes: number };

async function countTry(ctx: Ctx, operatorId: string): Promise<Counted> {
  const { rows } = await sql<{ secret: string; at: Date; locks: boolean }>`
    update operators.second_factor set wrong = wrong + 1,
      locked_until = case when wrong + 1 >= ${MOST_WRONG} then ${roomTime(ctx, LOCK_MS)} end
    where operator_id = ${operatorId} and secret is not null and (locked_until is null or locked_until <= ${roomTime(ctx)})
    returning secret, ${roomTime(ctx)} as at, locked_until is not null as locks
  `.execute(ctx.db);
  const [row] = rows;
  if (row) return { kind: 'counted', secret: row.secret, atMs: row.at.getTime(), locks: row.locks };
  const { rows: locked } = await sql<{ minutes: number | null }>`
    select ceil(extract(epoch from locked_until - ${roomTime(ctx)}) / 60)::int as minutes
    from operators.second_factor where operator_id = ${operatorId}
  `.execute(ctx.db);
  return { kind: 'locked', minutes: Math.max(1, locked[0]?.minutes ?? 1) };
}

async function forgive(ctx: Ctx, operatorId: string): Promise<void> {
  await sql`
    update operators.second_factor set wrong = 0, locked_until = null where operator_id = ${operatorId}
  `.execute(ctx.db);
}

/** Bound to whose it is: a row of one account is nothing worth in another's. */
const contextOf = (operatorId: string): string => `operators.second_factor ${operatorId}`;

export const openSecret = (ctx: Ctx, operatorId: string, sealed: string): string =>
  ctx.crypto.decrypt(sealed, contextOf(operatorId));
export const sealSecret = (ctx: Ctx, operatorId: string, secret: string): string =>
  ctx.crypto.encrypt(secret, contextOf(operatorId));
