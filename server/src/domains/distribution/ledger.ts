import type { DistributionEntryKind } from '@huoshui/contracts/words/distribution';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

export type NewEntry = {
  readonly distributorNo: number;
  /** Named after what happened: the same is never written twice. */
  readonly key: string;
  readonly kind: DistributionEntryKind;
  /** Fen that came into, or went out of, what waits and what is hers. */
  readonly frozen: number;
  readonly balance: number;
  readonly commissionNo?: number;
  readonly withdrawalNo?: number;
  readonly note?: string;
};

/** Whoever moves money of several distributors holds them first, in one order. */
export async function holdDistributors(ctx: Ctx, nos: readonly number[]): Promise<void> {
  await sql`
    select from distribution.distributor where no = any(${[...new Set(nos)]}::bigint[]) order by no for no key update
  `.execute(ctx.db);
}

/** Write down what happened, each once, and move the sums by exactly that. The distributors are held. */
export async function post(ctx: Ctx, entries: readonly NewEntry[]): Promise<void> {
  const moving = entries.filter(({ frozen, balance }) => frozen !== 0 || balance !== 0);
  if (moving.length === 0) return;
  const rows = moving.map(({ distributorNo, key, kind, frozen, balance, commissionNo, withdrawalNo, note }) => ({
    ...{ distributor_no: distributorNo, key, kind, frozen, balance, note: note ?? '' },
    commission_no: commissionNo ?? null,
    withdrawal_no: withdrawalNo ?? null,
  }));
  await sql`
    with fresh as (
      insert into distribution.entry (distributor_no, key, kind, frozen, balance, commission_no, withdrawal_no, note, at)
      select distributor_no, key, kind, frozen, balance, commission_no, withdrawal_no, note, ${ctx.now()} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as e (distributor_no bigint, key text, kind text, frozen int, balance int, commission_no bigint, withdrawal_no bigint, note text)
      on conflict (key) do nothing returning distributor_no, frozen, balance
    ), sums as (
      select distributor_no, sum(frozen)::int as frozen, sum(balance)::int as balance from fresh group by 1
    )
    update distribution.distributor d set frozen = d.frozen + s.frozen, balance = d.balance + s.balance
    from sums s where s.distributor_no = d.no
  `.execute(ctx.db);
}
