import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { saidText } from '../../platform/said.ts';
import type { EntryRow, Person, PointsKind } from './tables.ts';

export type NewEntry = Person & {
  /** Written once: the order, the refund, the lot, the exchange that moved the points. */
  readonly key: string;
  readonly kind: PointsKind;
  readonly points: number;
  readonly note: Said;
  readonly orderId?: string | null;
};

/** Write into the ledger; answers the keys that were not there yet. */
export async function writeEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<ReadonlySet<string>> {
  const real = entries.filter(({ points }) => points !== 0);
  if (real.length === 0) return new Set();
  const column = <T>(pick: (entry: NewEntry) => T) => real.map(pick);
  const { rows } = await sql<{ key: string }>`
    insert into loyalty.entry (key, member_id, person_no, kind, points, note, order_id, at)
    select *, ${ctx.now()}::timestamptz from unnest(
      ${column((e) => e.key)}::text[], ${column((e) => e.memberId)}::text[], ${column((e) => e.personNo)}::int[],
      ${column((e) => e.kind)}::text[], ${column((e) => e.points)}::int[], ${column((e) => saidText(e.note))}::text[],
      ${column((e) => e.orderId ?? null)}::text[]
    )
    on conflict (key) do nothing returning key
  `.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

type WhichEntries = {
  readonly memberId: string | null;
  /** Of these only, whom the words of a search may mean. */
  readonly among: readonly string[] | null;
  readonly kind: string | null;
};

export type EntryFilter = WhichEntries & {
  readonly after: string | null;
  readonly limit: number;
};

/** Newest first. The order is by the number: a bare `id` would mean the text that is answered, and 999 before 1000. */
export async function listEntryRows(ctx: Ctx, { after, limit, ...which }: EntryFilter): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.id::text as id, member_id, person_no, kind, points, note, order_id, at from loyalty.entry e
    where ${whichEntries(which)} and (${after}::bigint is null or e.id < ${after}::bigint)
    order by e.id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countEntries(ctx: Ctx, which: WhichEntries): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from loyalty.entry e where ${whichEntries(which)}`);
}

function whichEntries({ memberId, among, kind }: WhichEntries) {
  const conditions = [
    memberId === null ? null : sql`member_id = ${memberId}`,
    among === null ? null : sql`member_id = any(${[...among]}::text[])`,
    kind === null ? null : sql`kind = ${kind}`,
  ].flatMap((condition) => condition ?? []);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
