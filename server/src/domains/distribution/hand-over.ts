import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { isLater, PayError, type Transfer, type Wechat } from '../../wechat/index.ts';
import { distributorsBy } from './distributor.ts';
import { withdrawalPaid } from './events.ts';
import { transferScene } from './platform-limits.ts';
import {
  billNumberOf,
  findWithdrawal,
  giveBack,
  lockWithdrawal,
  WITHDRAWAL,
  type WithdrawalRow,
} from './withdrawal.ts';

const AT_ONCE = 20;
/** Minutes between looks; the last goes on. WeChat ends what is not confirmed after a day, so each comes to an end. */
const LADDER = [1, 1, 2, 5, 10, 30, 60] as const;

/** Withdrawals on their way: hand them to WeChat, then ask how they stand. What WeChat pushes is only news that it is time to ask. */
export function handOverWithdrawals(wechat: Wechat): Sweep {
  return sweep({
    name: 'distribution.hand-over-withdrawals',
    due: sql`(select min(due_at) from distribution.withdrawal where due_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx, sql`due_at <= ${ctx.now()}`);
      await Promise.all(due.map(async (one) => follow(ctx, wechat, one)));
      return due.length;
    },
  });
}

/** Ask now how this one stands. No transaction waits for WeChat. */
export async function askNow(ctx: Ctx, wechat: Wechat, id: string): Promise<void> {
  for (const one of await claim(ctx, sql`id = ${id} and due_at is not null`)) await follow(ctx, wechat, one);
}

type Claimed = WithdrawalRow & { readonly wasHanded: boolean };

/** Taken with the next look already set, and noted as handed over before it is: from here on only WeChat can say that it was not. */
async function claim(ctx: Ctx, which: ReturnType<typeof sql>): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select no, handed_at is not null as was_handed from distribution.withdrawal where ${which}
      order by due_at limit ${AT_ONCE} for no key update skip locked
    )
    update distribution.withdrawal w set tries = w.tries + 1, handed_at = coalesce(w.handed_at, ${ctx.now()}),
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(w.tries + 1, ${LADDER.length})])
    from due where w.no = due.no returning ${WITHDRAWAL}, due.was_handed
  `.execute(ctx.db);
  return rows;
}

async function follow(ctx: Ctx, wechat: Wechat, one: Claimed): Promise<void> {
  try {
    const known = one.wasHanded ? await wechat.pay.queryTransfer(billNumberOf(one)) : null;
    await apply(ctx, one.id, known ?? (await ask(ctx, wechat, one)));
  } catch (error) {
    ctx.log.warn({ err: error, withdrawal: one.id, tries: one.tries }, 'withdrawal not handed over');
    if (isLater(error) || !(error instanceof PayError)) return;
    await refused(ctx, wechat, one, error);
  }
}

async function ask(ctx: Ctx, wechat: Wechat, one: WithdrawalRow): Promise<Transfer> {
  const { app: appid, openid, amount } = one;
  return wechat.pay.transfer({
    ...{ outBillNo: billNumberOf(one), appid, openid, amount, remark: transferScene.remark, sceneId: transferScene.id },
    report: transferScene.report,
    notifyUrl: `${ctx.config.publicUrl}/pay/transfers/notify`,
  });
}

/** A refusal of one try says nothing of the try before it, whose answer was lost: WeChat is asked before anything is given back. */
async function refused(ctx: Ctx, wechat: Wechat, one: WithdrawalRow, error: PayError): Promise<void> {
  const known = await wechat.pay.queryTransfer(billNumberOf(one)).catch(() => 'unknown' as const);
  if (known === 'unknown') return;
  if (known !== null) return apply(ctx, one.id, known);
  if (error.code === 'NOTENOUGH') return note(ctx, one, notEnough);
  await inTransaction(ctx, async (ctx) =>
    giveBack(ctx, await lockWithdrawal(ctx, one.id), { state: 'failed', trouble: plainWords(error.message) }),
  );
}

const notEnough = words(
  '商户号余额不足，充值后自动继续',
  'The merchant account holds too little: it goes on once that is topped up',
);

async function note(ctx: Ctx, { no }: WithdrawalRow, trouble: Words): Promise<void> {
  await sql`
    update distribution.withdrawal set trouble = ${JSON.stringify(trouble)}::jsonb where no = ${no} and state = 'due'
  `.execute(ctx.db);
}

const goingOn = {
  ACCEPTED: 'due',
  PROCESSING: 'due',
  WAIT_USER_CONFIRM: 'confirm',
  TRANSFERING: 'paying',
  CANCELING: 'cancelling',
} as const;

/** What WeChat says of it, whatever came before; what has ended stays as it ended. */
async function apply(
  ctx: Ctx,
  id: string,
  { state, transferBillNo, packageInfo, failReason }: Transfer,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockWithdrawal(ctx, id);
    if (row.endedAt !== null) return;
    await sql`
      update distribution.withdrawal set transfer_bill_no = ${transferBillNo}, trouble = null where no = ${row.no}
    `.execute(ctx.db);
    if (state === 'FAIL') return giveBack(ctx, row, { state: 'failed', trouble: failureOf(failReason) });
    if (state === 'CANCELLED') return giveBack(ctx, row, { state: 'cancelled', trouble: null });
    if (state === 'SUCCESS') return pay(ctx, row);
    await sql`
      update distribution.withdrawal set state = ${goingOn[state]}, package = ${state === 'WAIT_USER_CONFIRM' ? packageInfo : null}
      where no = ${row.no}
    `.execute(ctx.db);
  });
}

async function pay(ctx: Ctx, { no, id, distributorNo, amount }: WithdrawalRow): Promise<void> {
  await sql`
    update distribution.withdrawal set state = 'paid', package = null, due_at = null, ended_at = ${ctx.now()} where no = ${no}
  `.execute(ctx.db);
  const hers = (await distributorsBy(ctx, [distributorNo])).get(distributorNo);
  if (hers === undefined) return;
  const { memberId, personNo, id: distributorId } = hers;
  ctx.emit(withdrawalPaid, { personNo, payload: { memberId, distributorId, withdrawalId: id, amount } });
}

/** Source: 商家转账 fail_reason, merchant/4012711988. */
const reasons: Readonly<Record<string, Words>> = {
  OVERDUE_CLOSE: words('24 小时内没有确认收款', 'Not confirmed within 24 hours'),
  ACCOUNT_FROZEN: words('收款账户被冻结', 'Her account is frozen'),
  PAYEE_ACCOUNT_ABNORMAL: words('收款账户异常', 'Her account is out of order'),
  REAL_NAME_CHECK_FAIL: words('没有完成实名认证', 'She has not proved her name'),
  TRANSFER_QUOTA_EXCEED: words('超过单笔收款上限', 'More than one transfer may be'),
  DAY_RECEIVED_QUOTA_EXCEED: words('超过当日收款上限', 'More than she may receive a day'),
};

function failureOf(reason: string | null): Words {
  return (
    reasons[reason ?? ''] ??
    words(
      `微信支付没有打款成功${reason ? `（${reason}）` : ''}`,
      `WeChat Pay did not pay it${reason ? ` (${reason})` : ''}`,
    )
  );
}

/**
 * She takes it back before she has confirmed: at once where it never left the house, else WeChat is asked to. Throws
 * `distribution.not_cancellable` once it is being paid.
 */
export async function cancelWithdrawal(ctx: Ctx, wechat: Wechat, id: string): Promise<void> {
  const inHouse = await inTransaction(ctx, async (ctx) => {
    const row = await lockWithdrawal(ctx, id);
    if (row.handedAt !== null || (row.state !== 'review' && row.state !== 'due')) return false;
    await giveBack(ctx, row, { state: 'cancelled', trouble: null });
    return true;
  });
  if (inHouse) return;
  const { state } = await findWithdrawal(ctx, id);
  if (state === 'confirm')
    await wechat.pay.cancelTransfer(billNumberOf({ id })).catch((error: unknown) => {
      if (!(error instanceof PayError)) throw error;
    });
  await askNow(ctx, wechat, id);
}
