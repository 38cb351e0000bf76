import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from './calendar.ts';
import type { Ctx } from './ctx.ts';
import { inTransaction } from './db.ts';
import { platformErrors } from './platform-errors.ts';
import { sweep } from './sweeps.ts';

type Asked = {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
  /** How long the key is remembered; of what moves money, as long as anybody may come back to it. */
  readonly keep?: keyof typeof KEPT_DAYS;
};

/** WeChat's own longest retry ladder ends after one day; the books of a payment are looked through for three months. */
const KEPT_DAYS = { days: 3, money: 90 } as const;

/** A key as clients send it. Throws `platform.bad_input`. */
export function readKey(key: string | string[]): string {
  if (typeof key === 'string' && /^[\w.:-]{8,80}$/.test(key)) return key;
  throw platformErrors.error('bad_input', { what: 'Idempotency-Key' });
}

/** What moves money is not taken without a key: whoever repeats it would move it twice. Throws `platform.key_needed`. */
export function needKey(key: string | string[] | undefined): string {
  if (key === undefined || key === '') throw platformErrors.error('key_needed');
  return readKey(key);
}

/**
 * Act once for a key. The key's row, what is done and the answer are one transaction: callers with the same key wait
 * for it at the row's unique index and then get the same answer; if it fails or the process dies, nothing stays.
 * The same key with other content is refused.
 */
export async function once(ctx: Ctx, asked: Asked, act: (ctx: Ctx) => Promise<unknown>): Promise<unknown> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await take(ctx, asked))) return answered(ctx, asked);
    const answer = await act(ctx);
    await keep(ctx, asked, answer);
    return answer;
  });
}

/** Longer than WeChat is waited for, however often one act asks it. */
const BEGUN_MS = 2 * MINUTE_MS;
const WAITS_MS = 15_000;
const LOOKS_MS = 50;

/**
 * The same for an act with transactions of its own, which asks WeChat on its way: no transaction may wait for that, and what it
 * wrote before a refusal stands. The key is taken first, and free again when the act is refused; who comes with it meanwhile
 * waits for the answer. What a process began that died may be begun again after a while.
 */
export async function onceApart(ctx: Ctx, asked: Asked, act: (ctx: Ctx) => Promise<unknown>): Promise<unknown> {
  for (let waited = 0; !(await take(ctx, asked)); waited += LOOKS_MS) {
    const told = await firstAnswer(ctx, asked);
    if (told) return told.answer;
    if (waited >= WAITS_MS) throw platformErrors.error('key_busy');
    await pause(LOOKS_MS);
  }
  try {
    const answer = await act(ctx);
    await keep(ctx, asked, answer);
    return answer;
  } catch (error) {
    await sql`
      delete from platform.idempotency where scope = ${asked.scope} and key = ${asked.key} and answer is null
    `.execute(ctx.db);
    throw error;
  }
}

/** False where somebody else has it. One that was begun long ago and never answered is taken over. */
async function take(ctx: Ctx, { scope, key, fingerprint: content, keep: kept = 'days' }: Asked): Promise<boolean> {
  const now = ctx.now();
  const { rows } = await sql<{ mine: boolean }>`
    insert into platform.idempotency as i (scope, key, fingerprint, created_at, forget_at)
    values (${scope}, ${key}, ${content}, ${now}, ${new Date(now.getTime() + KEPT_DAYS[kept] * DAY_MS)})
    on conflict (scope, key) do update set created_at = excluded.created_at
      where i.answer is null and i.fingerprint = excluded.fingerprint and i.created_at < ${new Date(now.getTime() - BEGUN_MS)}
    returning true as mine
  `.execute(ctx.db);
  return rows.length > 0;
}

async function keep(ctx: Ctx, { scope, key }: Asked, answer: unknown): Promise<void> {
  await sql`
    update platform.idempotency set answer = ${JSON.stringify({ answer })}::jsonb where scope = ${scope} and key = ${key}
  `.execute(ctx.db);
}

async function answered(ctx: Ctx, asked: Asked): Promise<unknown> {
  const told = await firstAnswer(ctx, asked);
  if (!told) throw platformErrors.error('key_busy');
  return told.answer;
}

/** What was answered to whoever had the key first; null while there is no answer. Throws `platform.key_reused`. */
async function firstAnswer(ctx: Ctx, asked: Asked): Promise<{ readonly answer: unknown } | null> {
  const { rows } = await sql<{ fingerprint: string; answer: { answer: unknown } | null }>`
    select fingerprint, answer from platform.idempotency where scope = ${asked.scope} and key = ${asked.key}
  `.execute(ctx.db);
  const first = rows[0];
  if (!first) return null;
  if (first.fingerprint !== asked.fingerprint) throw platformErrors.error('key_reused');
  return first.answer;
}

export function fingerprint(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Keys whose days are over. */
export const forgetKeys = sweep({
  name: 'platform.forget-keys',
  due: null,
  run: async (ctx) => {
    const { numAffectedRows } = await sql`
      delete from platform.idempotency where (scope, key) in (
        select scope, key from platform.idempotency
        where forget_at < ${ctx.now()} limit 1000
      )
    `.execute(ctx.db);
    return Number(numAffectedRows ?? 0);
  },
});
