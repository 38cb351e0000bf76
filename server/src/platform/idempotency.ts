import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DAY_MS } from './calendar.ts';
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
    const { rows } = await sql<{ mine: boolean }>`
      insert into platform.idempotency (scope, key, fingerprint, created_at, forget_at)
      values (${asked.scope}, ${asked.key}, ${asked.fingerprint}, ${ctx.now()},
        ${new Date(ctx.now().getTime() + KEPT_DAYS[asked.keep ?? 'days'] * DAY_MS)})
      on conflict do nothing returning true as mine
    `.execute(ctx.db);
    if (rows.length === 0) return answered(ctx, asked);
    const answer = await act(ctx);
    await sql`
      update platform.idempotency set answer = ${JSON.stringify({ answer })}::jsonb
      where scope = ${asked.scope} and key = ${asked.key}
    `.execute(ctx.db);
    return answer;
  });
}

async function answered(ctx: Ctx, asked: Asked): Promise<unknown> {
  const { rows } = await sql<{ fingerprint: string; answer: { answer: unknown } | null }>`
    select fingerprint, answer from platform.idempotency where scope = ${asked.scope} and key = ${asked.key}
  `.execute(ctx.db);
  const first = rows[0];
  if (!first?.answer) throw platformErrors.error('key_busy');
  if (first.fingerprint !== asked.fingerprint) throw platformErrors.error('key_reused');
  return first.answer.answer;
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
