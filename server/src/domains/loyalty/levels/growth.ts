import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { saidText } from '../../../platform/said.ts';
import type { Person } from '../tables.ts';

export type NewGrowth = Person & {
  /** Written once: the order, the deed. */
  readonly key: string;
  readonly orderId: string | null;
  readonly paid: number;
  readonly perYuan: number | null;
  readonly value: number;
  readonly note: Said;
  readonly at: Date;
  readonly endsAt: Date | null;
};

/** Answers the keys that were not there yet. */
export async function writeGrowth(ctx: Ctx, grown: readonly NewGrowth[]): Promise<ReadonlySet<string>> {
  if (grown.length === 0) return new Set();
  const column = <T>(pick: (one: NewGrowth) => T) => grown.map(pick);
  const { rows } = await sql<{ key: string }>`
    insert into loyalty.growth (key, member_id, person_no, order_id, paid, per_yuan, value, note, at, ends_at)
    select * from unnest(
      ${column((g) => g.key)}::text[], ${column((g) => g.memberId)}::text[], ${column((g) => g.personNo)}::int[],
      ${column((g) => g.orderId)}::text[], ${column((g) => g.paid)}::int[], ${column((g) => g.perYuan)}::int[],
      ${column((g) => g.value)}::int[], ${column((g) => saidText(g.note))}::text[], ${column((g) => g.at)}::timestamptz[],
      ${column((g) => g.endsAt)}::timestamptz[]
    )
    on conflict (key) do nothing returning key
  `.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

export type GrowthRow = { readonly value: number; readonly at: Date; readonly endsAt: Date | null };

/** All that each of these members ever grew, ended or not. */
export async function growthOf(
  ctx: Ctx,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GrowthRow[]>> {
  const { rows } = await sql<GrowthRow & { memberId: string }>`
    select member_id, value, at, ends_at from loyalty.growth where member_id = any(${[...memberIds]}::text[]) and value > 0
  `.execute(ctx.db);
  const found = new Map<string, GrowthRow[]>();
  for (const { memberId, ...row } of rows) {
    const hers = found.get(memberId);
    if (hers) hers.push(row);
    else found.set(memberId, [row]);
  }
  return found;
}

/** What was in force at a moment. */
export function growthIn(rows: readonly GrowthRow[]): (at: Date) => number {
  return (at) =>
    rows.reduce((sum, row) => (row.at <= at && (row.endsAt === null || row.endsAt > at) ? sum + row.value : sum), 0);
}

/** When the next of it ends. */
export function nextEnd(rows: readonly GrowthRow[], now: Date): Date | null {
  const ends = rows.flatMap(({ endsAt }) => (endsAt && endsAt > now ? [endsAt.getTime()] : []));
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}
