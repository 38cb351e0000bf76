import type { LeaderState } from '@huoshui/contracts/words/leaders';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { leaderErrors } from './errors.ts';

export type LeaderRow = {
  readonly no: number;
  readonly id: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly state: LeaderState;
  readonly way: 'rule' | 'application';
  readonly community: string;
  readonly reason: string;
  readonly because: string;
  readonly decidedBy: string | null;
  readonly distributorId: string | null;
  readonly code: string | null;
  readonly storeId: string | null;
  readonly since: Date;
  readonly decidedAt: Date | null;
};

/** The columns of `leaders.leader l`. */
export const LEADER = sql.raw(
  'l.no, l.id, l.member_id, l.person_no, l.state, l.way, l.community, l.reason, l.because, l.decided_by, l.distributor_id, l.code, l.store_id, l.since, l.decided_at',
);

export type Her = { readonly memberId: string; readonly personNo: number };

export function her({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}

/** By person; who never asked and was never proposed is absent. */
export async function leadersOf(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlyMap<number, LeaderRow>> {
  const { rows } = await sql<LeaderRow>`
    select ${LEADER} from leaders.leader l where l.person_no = any(${[...new Set(personNos)]}::int[]) and l.behind_no is null
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.personNo, row]));
}

/** By id, wherever its records stand now. */
export async function leadersById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, LeaderRow>> {
  const { rows } = await sql<LeaderRow & { asked: string }>`
    select asked.id as asked, ${LEADER} from leaders.leader asked
    join leaders.leader l on l.no = coalesce(asked.behind_no, asked.no) where asked.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ asked, ...row }) => [asked, row]));
}

/** By number; one that waits behind another is that one. */
export async function leadersBy(ctx: Ctx, nos: readonly number[]): Promise<ReadonlyMap<number, LeaderRow>> {
  const { rows } = await sql<LeaderRow & { asked: number }>`
    select asked.no as asked, ${LEADER} from leaders.leader asked
    join leaders.leader l on l.no = coalesce(asked.behind_no, asked.no) where asked.no = any(${[...new Set(nos)]}::bigint[])
  `.execute(ctx.db);
  return new Map(rows.map(({ asked, ...row }) => [asked, row]));
}

/** Whose links carry it; null: nobody’s who is active. */
export async function activeByCode(ctx: Ctx, code: string): Promise<LeaderRow | null> {
  const { rows } = await sql<LeaderRow>`
    select ${LEADER} from leaders.leader asked join leaders.leader l on l.no = coalesce(asked.behind_no, asked.no)
    where asked.code = ${code} and l.state = 'active'
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Held until the transaction ends. Throws `leaders.not_found`. */
export async function lockLeader(ctx: Ctx, id: string): Promise<LeaderRow> {
  const { rows } = await sql<LeaderRow>`
    select ${LEADER} from leaders.leader l where l.id = ${id} and l.behind_no is null for no key update
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw leaderErrors.error('not_found', { id });
  return row;
}

export async function holdLeaders(ctx: Ctx, nos: readonly number[]): Promise<void> {
  await sql`
    select from leaders.leader where no = any(${[...new Set(nos)]}::bigint[]) order by no for no key update
  `.execute(ctx.db);
}
