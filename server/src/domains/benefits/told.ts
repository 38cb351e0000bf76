import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { BenefitItem, BenefitKinds, Offered } from './benefit-kind.ts';

/**
 * What everything given for one cause costs, fen: the real cost of what was used, the expected one of what is open. `except`:
 * what was given under keys whose second part (`run:<id>:…`) is one of these is left out.
 */
export async function costOfCause(ctx: Ctx, causeId: string, except: readonly number[] = []): Promise<number> {
  const { rows } = await sql<{ cost: number }>`
    select coalesce(sum(case state when 'used' then actual_cost when 'granted' then cost else 0 end), 0)::bigint as cost
    from benefits.grant where because_id = ${causeId}
      and ${except.length === 0 ? sql`true` : sql`split_part(key, ':', 2) <> all(${except.map(String)}::text[])`}
  `.execute(ctx.db);
  return rows[0]?.cost ?? 0;
}

/** Which of these grants were used, by key. */
export async function usedGrantKeys(ctx: Ctx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from benefits.grant where key = any(${[...keys]}) and state = 'used'
  `.execute(ctx.db);
  return new Set(rows.map((row) => row.key));
}

/** What an item is, in words and fen, or null when it cannot be given now. */
export async function describe(ctx: Ctx, kinds: BenefitKinds, item: BenefitItem): Promise<Offered | null> {
  return (await kinds.get(item.kind)?.cost(ctx, [item]))?.[0] ?? null;
}

/** Which of these grants she may still use. */
export async function stillOpen(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from benefits.grant where id = any(${[...ids]}::text[]) and state = 'granted'
  `.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}
