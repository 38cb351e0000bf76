import { sql } from 'kysely';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { BillNotReady, isLater, type Wechat } from '../../wechat/index.ts';
import { STOCK, type StockRow } from './stock.ts';

/** Half past nine, so that the morning's comparison of all books (half past ten) finds what differs. */
const MORNING_MS = 9.5 * 3_600_000;

/** Each morning: how many WeChat says it sent of a stock, beside how many we know of, where none is on its way. */
export function checkStocks(wechat: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.check',
    due: sql`(select min(check_at) from paycoupons.stock where check_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx, 'check_at', nextMorning(ctx.now()));
      for (const one of due) await check(ctx, wechat, one);
      return due.length;
    },
  });
}

/** Once it is over: WeChat's own lists of what was used and what went back. */
export function readFlows(wechat: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.flows',
    due: sql`(select min(flow_at) from paycoupons.stock where flow_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx, 'flow_at', new Date(ctx.now().getTime() + 3_600_000));
      for (const one of due) await read(ctx, wechat, one);
      return due.length;
    },
  });
}

function nextMorning(now: Date): Date {
  const today = new Date(dayStart(shanghaiDay(now)).getTime() + MORNING_MS);
  return today > now ? today : new Date(dayStart(addDays(shanghaiDay(now), 1)).getTime() + MORNING_MS);
}

async function claim(ctx: Ctx, column: 'check_at' | 'flow_at', next: Date): Promise<readonly StockRow[]> {
  const at = sql.ref(column);
  const { rows } = await sql<StockRow>`
    with due as (
      select no from paycoupons.stock where ${at} <= ${ctx.now()} order by ${at} limit 10 for no key update skip locked
    )
    update paycoupons.stock s set ${at} = ${next} from due where s.no = due.no returning ${STOCK}
  `.execute(ctx.db);
  return rows;
}

async function check(ctx: Ctx, wechat: Wechat, one: StockRow): Promise<void> {
  if (one.stockId === null) return;
  try {
    const found = await wechat.pay.queryFavorStock(one.stockId);
    // A week after the end nothing is sent any more.
    const last = ctx.now().getTime() > one.endAt.getTime() + 7 * DAY_MS;
    await sql`
      update paycoupons.stock s set wechat_sent = ${found?.sent ?? null}, ours_then = s.sent,
        check_at = case when ${last} then null else s.check_at end
      where s.no = ${one.no} and s.sent = ${one.sent}
        and not exists (select from paycoupons.coupon c where c.stock_no = s.no and c.state = 'sending' and c.handed_at is not null)
    `.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error, stock: one.id }, 'could not ask WeChat Pay for a stock of coupons');
  }
}

async function read(ctx: Ctx, wechat: Wechat, one: StockRow): Promise<void> {
  if (one.stockId === null) return done(ctx, one, false);
  try {
    const flows = [
      ...(await wechat.pay.favorFlow(one.stockId, 'use')).map((row) => ({ ...row, kind: 'use' })),
      ...(await wechat.pay.favorFlow(one.stockId, 'refund')).map((row) => ({ ...row, kind: 'refund' })),
    ];
    await inTransaction(ctx, async (ctx) => {
      await sql`delete from paycoupons.flow where stock_no = ${one.no}`.execute(ctx.db);
      await sql`
        insert into paycoupons.flow (stock_no, kind, coupon_id, transaction_id, amount, at)
        select ${one.no}, kind, coupon_id, transaction_id, amount, at
        from jsonb_to_recordset(${JSON.stringify(flows.map(({ couponId, transactionId, ...row }) => ({ ...row, coupon_id: couponId, transaction_id: transactionId })))}::jsonb)
          as given (kind text, coupon_id text, transaction_id text, amount int, at timestamptz)
      `.execute(ctx.db);
      await done(ctx, one, true);
    });
  } catch (error) {
    ctx.log.warn({ err: error, stock: one.id }, 'flows of a stock of coupons not read');
    if (!isLater(error) && !(error instanceof BillNotReady)) await done(ctx, one, false);
  }
}

async function done(ctx: Ctx, { no }: StockRow, flowsRead: boolean): Promise<void> {
  await sql`update paycoupons.stock set flow_at = null, flows_read = ${flowsRead} where no = ${no}`.execute(ctx.db);
}
