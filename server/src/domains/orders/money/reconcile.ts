import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { BillNotReady, WechatUnreachable } from '../../../wechat/index.ts';
import type { OrderPorts } from '../ports.ts';
import { compareBooks } from './compare-books.ts';
import { compareDay, type DayFigures } from './compare-day.ts';

/** Hours after which a day is tried again: its bill is not made yet, or WeChat did not answer. */
const SOON = 2;
/** Nothing listens there at all: no hurry. */
const TOMORROW = 24;
/** After as many a person must look; she can have it compared again from the page. */
const MOST_TRIES = 12;

/** Every morning the books of the day before against WeChat's bills, for as long as there are payments. */
export function reconcileDays(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.reconcile',
    due: sql`(select min(due_at) from orders.bill_day where due_at is not null)`,
    run: async (ctx) => {
      const day = await claimDue(ctx);
      if (day === null) return 0;
      await reconcileDay(ctx, ports, day);
      return 1;
    },
  });
}

/** Taken with the next try already set: a process that dies here costs two hours, not a day's check. */
async function claimDue(ctx: Ctx): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    update orders.bill_day set tries = tries + 1, due_at = ${hoursOn(ctx, SOON)}
    where day = (
      select day from orders.bill_day where due_at <= ${ctx.now()} order by day limit 1 for update skip locked
    )
    returning day::text
  `.execute(ctx.db);
  return rows[0]?.day ?? null;
}

/** Compare one day and put down what does not agree. What went wrong on the way is put down too, and tried again. */
export async function reconcileDay(ctx: Ctx, ports: OrderPorts, day: string): Promise<void> {
  await ownBooks(ctx, ports, day);
  try {
    const figures = await compareDay(ctx, ports, day);
    await noteChecked(ctx, day, figures);
  } catch (error) {
    ctx.log.warn({ err: error, day }, 'the bills of a day could not be compared');
    await noteFailed(ctx, day, error);
  }
}

/** Whatever becomes of WeChat's bills. */
async function ownBooks(ctx: Ctx, { books = [] }: OrderPorts, day: string): Promise<void> {
  try {
    await compareBooks(ctx, books, day);
  } catch (error) {
    ctx.log.error({ err: error, day }, 'the sums that domains keep could not be compared');
  }
}

async function noteChecked(ctx: Ctx, day: string, { open, ...f }: DayFigures): Promise<void> {
  await sql`
    update orders.bill_day set checked_at = ${ctx.now()}, failure = null, tries = 0, payments = ${f.payments}, paid = ${f.paid},
      refunds = ${f.refunds}, returned = ${f.returned}, foreign_payments = ${f.foreign}, foreign_paid = ${f.foreignPaid}, due_at = ${open ? hoursOn(ctx, TOMORROW) : null},
      differences = (select count(*) from orders.difference d where d.day = ${day}::date and d.found_by = 'bill')
    where day = ${day}::date
  `.execute(ctx.db);
  await expectDay(ctx, addDays(day, 1));
}

/** The next morning, whether or not we know of any payment of that day: one that we do not know is what this is for. */
async function expectDay(ctx: Ctx, day: string): Promise<void> {
  const due = new Date(dayStart(addDays(day, 1)).getTime() + 630 * MINUTE_MS);
  await sql`
    insert into orders.bill_day (day, due_at) values (${day}::date, ${due}) on conflict do nothing
  `.execute(ctx.db);
}

const failures = {
  not_ready: words('微信账单还在生成', 'WeChat has not made the bill yet'),
  unreachable: words('暂时连不上微信支付', 'WeChat Pay cannot be reached for now'),
  other: words('账单没能读取', 'The bill could not be read'),
} as const;

export type BillFailure = keyof typeof failures;

export function failureWords(failure: BillFailure | null) {
  return failure && failures[failure];
}

async function noteFailed(ctx: Ctx, day: string, error: unknown): Promise<void> {
  const away = error instanceof WechatUnreachable;
  const failure: BillFailure = error instanceof BillNotReady ? 'not_ready' : away ? 'unreachable' : 'other';
  const hours = away && error.reason === 'not_connected' ? TOMORROW : SOON;
  await sql`
    update orders.bill_day set failure = ${failure},
      due_at = case when tries >= ${MOST_TRIES} then null else ${hoursOn(ctx, hours)}::timestamptz end
    where day = ${day}::date
  `.execute(ctx.db);
}

function hoursOn(ctx: Ctx, hours: number): Date {
  return new Date(ctx.now().getTime() + hours * 60 * MINUTE_MS);
}
