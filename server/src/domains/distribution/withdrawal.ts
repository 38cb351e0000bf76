import type { Words } from '@huoshui/contracts/words';
import type { WithdrawalState } from '@huoshui/contracts/words/distribution';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { distributionErrors } from './errors.ts';
import { holdDistributors, post } from './ledger.ts';

export type WithdrawalRow = {
  readonly no: number;
  readonly id: string;
  readonly distributorNo: number;
  readonly app: string;
  readonly openid: string;
  readonly amount: number;
  readonly state: WithdrawalState;
  readonly held: Words | null;
  readonly decidedBy: string | null;
  readonly because: string;
  readonly trouble: Words | null;
  readonly transferBillNo: string | null;
  readonly package: string | null;
  readonly handedAt: Date | null;
  readonly tries: number;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
};

/** The columns of `distribution.withdrawal w`. */
export const WITHDRAWAL =
  sql.raw(`w.no, w.id, w.distributor_no, w.app, w.openid, w.amount, w.state, w.held, w.decided_by, w.because, w.trouble,
  w.transfer_bill_no, w.package, w.handed_at, w.tries, w.asked_at, w.ended_at`);

/** Ours at WeChat: digits and letters, one a withdrawal for ever. */
export function billNumberOf({ id }: Pick<WithdrawalRow, 'id'>): string {
  return id.replace('_', '');
}

export function idOfBill(number: string): string {
  return number.replace(/^wdr/, 'wdr_');
}

/** Throws `distribution.no_such_withdrawal`. */
export async function findWithdrawal(ctx: Ctx, id: string): Promise<WithdrawalRow> {
  const { rows } = await sql<WithdrawalRow>`
    select ${WITHDRAWAL} from distribution.withdrawal w where w.id = ${id}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('no_such_withdrawal', { id });
  return row;
}

/** Both held, the distributor first, as everywhere. */
export async function lockWithdrawal(ctx: Ctx, id: string): Promise<WithdrawalRow> {
  await holdDistributors(ctx, [(await findWithdrawal(ctx, id)).distributorNo]);
  await sql`select from distribution.withdrawal where id = ${id} for no key update`.execute(ctx.db);
  return findWithdrawal(ctx, id);
}

type End = { readonly state: 'failed' | 'cancelled' | 'refused'; readonly trouble: Words | null };

/** It comes to nothing: all of it is back in the balance, once. In a transaction. */
export async function giveBack(ctx: Ctx, { no, id, distributorNo, amount }: WithdrawalRow, end: End): Promise<void> {
  const { rows } = await sql`
    update distribution.withdrawal set state = ${end.state}, trouble = ${end.trouble === null ? null : JSON.stringify(end.trouble)}::jsonb,
      package = null, due_at = null, ended_at = ${ctx.now()} where no = ${no} and ended_at is null returning no
  `.execute(ctx.db);
  if (rows.length === 0) return;
  await post(ctx, [
    {
      ...{ distributorNo, key: `withdrawal_back:${id}`, kind: 'withdrawal_back', frozen: 0, balance: amount },
      withdrawalNo: no,
    },
  ]);
}
