import type { DistributorState } from '@huoshui/contracts/words/distribution';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { distributionErrors } from './errors.ts';

export type DistributorRow = {
  readonly no: number;
  readonly id: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly code: string;
  readonly state: DistributorState;
  readonly parentNo: number | null;
  readonly reason: string;
  readonly because: string;
  readonly decidedBy: string | null;
  readonly frozen: number;
  readonly balance: number;
  readonly appliedAt: Date;
  readonly decidedAt: Date | null;
};

/** The columns of `distribution.distributor d`. */
export const DISTRIBUTOR = sql.raw(
  'd.no, d.id, d.member_id, d.person_no, d.code, d.state, d.parent_no, d.reason, d.because, d.decided_by, d.frozen, d.balance, d.applied_at, d.decided_at',
);

export type Her = { readonly memberId: string; readonly personNo: number };

export function her({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}

/** By person; who never applied is absent. */
export async function distributorsOf(
  ctx: Ctx,
  personNos: readonly number[],
): Promise<ReadonlyMap<number, DistributorRow>> {
  const { rows } = await sql<DistributorRow>`
    select ${DISTRIBUTOR} from distribution.distributor d
    where d.person_no = any(${[...new Set(personNos)]}::int[]) and d.behind_no is null
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.personNo, row]));
}

/** By id, wherever its records stand now. */
export async function distributorsById(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, DistributorRow>> {
  const { rows } = await sql<DistributorRow & { asked: string }>`
    select asked.id as asked, ${DISTRIBUTOR} from distribution.distributor asked
    join distribution.distributor d on d.no = coalesce(asked.behind_no, asked.no)
    where asked.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ asked, ...row }) => [asked, row]));
}

/** By number; one that waits behind another is that one. */
export async function distributorsBy(ctx: Ctx, nos: readonly number[]): Promise<ReadonlyMap<number, DistributorRow>> {
  const { rows } = await sql<DistributorRow & { asked: number }>`
    select asked.no as asked, ${DISTRIBUTOR} from distribution.distributor asked
    join distribution.distributor d on d.no = coalesce(asked.behind_no, asked.no)
    where asked.no = any(${[...new Set(nos)]}::bigint[])
  `.execute(ctx.db);
  return new Map(rows.map(({ asked, ...row }) => [asked, row]));
}

/** Whose links carry it; null: nobody’s who is active. */
export async function activeByCode(ctx: Ctx, code: string): Promise<DistributorRow | null> {
  const { rows } = await sql<DistributorRow>`
    select ${DISTRIBUTOR} from distribution.distributor asked
    join distribution.distributor d on d.no = coalesce(asked.behind_no, asked.no)
    where asked.code = ${code} and d.state = 'active'
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Held until the transaction ends. Throws `distribution.not_found`. */
export async function lockDistributor(ctx: Ctx, id: string): Promise<DistributorRow> {
  const { rows } = await sql<DistributorRow>`
    select ${DISTRIBUTOR} from distribution.distributor d where d.id = ${id} and d.behind_no is null for no key update
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('not_found', { id });
  return row;
}
