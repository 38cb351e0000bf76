import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
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

/** As `costOfCause`, by what was given, and without what these persons were given. */
export async function costsOfCause(
  ctx: Ctx,
  causeId: string,
  except: readonly number[] = [],
): Promise<readonly { readonly kind: string; readonly fen: number }[]> {
  const { rows } = await sql<{ kind: string; fen: string }>`
    select kind, sum(case state when 'used' then actual_cost when 'granted' then cost else 0 end)::bigint as fen
    from benefits.grant where because_id = ${causeId} and person_no <> all(${[...except]}::int[]) group by kind order by kind
  `.execute(ctx.db);
  return rows.map(({ kind, fen }) => ({ kind, fen: Number(fen ?? 0) })).filter(({ fen }) => fen !== 0);
}

/** Whom something was given for one cause, each from the first time on; what was taken back is not. */
export async function givenForCause(
  ctx: Ctx,
  causeId: string,
): Promise<readonly { readonly personNo: number; readonly at: Date }[]> {
  const { rows } = await sql<{ personNo: number; at: Date }>`
    select person_no, min(granted_at) as at from benefits.grant where because_id = ${causeId} and state <> 'revoked' group by person_no
  `.execute(ctx.db);
  return rows;
}

/** Who of these members was given something for such a cause in the last days; what was taken back counts, too. */
export async function givenLately(
  ctx: Ctx,
  {
    kind,
    id,
    memberIds,
    days,
  }: { readonly kind: string; readonly id?: string; readonly memberIds: readonly string[]; readonly days: number },
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set();
  const { rows } = await sql<{ memberId: string }>`
    select distinct member_id from benefits.grant
    where member_id = any(${[...memberIds]}::text[]) and because_kind = ${kind} ${id === undefined ? sql`` : sql`and because_id = ${id}`}
      and granted_at > ${new Date(ctx.now().getTime() - days * DAY_MS)}
  `.execute(ctx.db);
  return new Set(rows.map(({ memberId }) => memberId));
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
