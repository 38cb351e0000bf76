import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { isLater, PayError, type Wechat } from '../../wechat/index.ts';
import { payCouponErrors } from './errors.ts';
import { findStock, STOCK, type StockRow, shownState } from './stock.ts';

/** Minutes between tries; the last goes on. */
const LADDER = [1, 2, 5, 15, 60] as const;

/** Stocks that WeChat has not answered for yet. Under one number each is made once, however often it is asked for. */
export function makeStocks(wechat: Wechat): Sweep {
  return sweep({
    name: 'paycoupons.make-stocks',
    due: sql`(select min(due_at) from paycoupons.stock where due_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx, sql`due_at <= ${ctx.now()}`);
      for (const one of due) await make(ctx, wechat, one);
      return due.length;
    },
  });
}

/** At once, for whoever waits on the page; what fails in passing the sweep does. */
export async function makeNow(ctx: Ctx, wechat: Wechat, id: string): Promise<void> {
  for (const one of await claim(ctx, sql`id = ${id} and due_at is not null`)) await make(ctx, wechat, one);
}

async function claim(ctx: Ctx, which: ReturnType<typeof sql>): Promise<readonly StockRow[]> {
  const { rows } = await sql<StockRow>`
    with due as (
      select no from paycoupons.stock where ${which} order by due_at limit 10 for no key update skip locked
    )
    update paycoupons.stock s set tries = s.tries + 1,
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(s.tries + 1, ${LADDER.length})])
    from due where s.no = due.no returning ${STOCK}
  `.execute(ctx.db);
  return rows;
}

async function make(ctx: Ctx, wechat: Wechat, one: StockRow): Promise<void> {
  try {
    // Before anybody can use one: what is used before WeChat knows where to tell it is told by payments alone.
    await wechat.pay.setFavorCallback(`${ctx.config.publicUrl}/pay/coupons/notify`).catch((error: unknown) => {
      if (isLater(error)) throw error;
      ctx.log.warn({ err: error }, 'WeChat Pay does not take the address for uses of coupons');
    });
    const { name, description, beginAt, endAt, amount, minimum, perMember: perUser, days, noCash } = one;
    const stockId = await wechat.pay.createFavorStock({
      ...{ name, description, beginAt, endAt, amount, minimum, perUser, days, noCash },
      ...{ maxCoupons: one.total, maxAmountByDay: one.dayAmount, outRequestNo: one.id },
    });
    await sql`
      update paycoupons.stock set state = 'ready', stock_id = ${stockId}, trouble = null, due_at = null
      where no = ${one.no} and state = 'making'
    `.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error, stock: one.id, tries: one.tries }, 'stock of pay coupons not made');
    if (isLater(error) || !(error instanceof PayError)) return note(ctx, one, later);
    await sql`
      update paycoupons.stock set state = 'refused', trouble = ${JSON.stringify(plainWords(error.message))}::jsonb, due_at = null
      where no = ${one.no} and state = 'making'
    `.execute(ctx.db);
  }
}

const later = words('微信支付暂时没有应答，会自动再试', 'WeChat Pay did not answer; it is tried again');

async function note(ctx: Ctx, { no }: StockRow, trouble: Words): Promise<void> {
  await sql`
    update paycoupons.stock set trouble = ${JSON.stringify(trouble)}::jsonb where no = ${no}
  `.execute(ctx.db);
}

const moves = {
  start: { from: 'ready', to: 'running' },
  pause: { from: 'running', to: 'paused' },
  restart: { from: 'paused', to: 'running' },
} as const;
type StockMove = keyof typeof moves;

/**
 * Begin, halt or go on giving it. WeChat decides; where its answer was lost it is asked how the stock stands. Throws `not_from_here`, `over`,
 * `too_little`, `refused`.
 */
export async function moveStock(ctx: Ctx, wechat: Wechat, id: string, move: StockMove): Promise<void> {
  const row = await findStock(ctx, id);
  const { from, to } = moves[move];
  if (shownState(row, ctx.now()) === 'ended') throw payCouponErrors.error('over', { id });
  if (row.state === to) return;
  if (row.state !== from || row.stockId === null) throw payCouponErrors.error('not_from_here', { id });
  try {
    await wechat.pay.moveFavorStock(row.stockId, move);
  } catch (error) {
    if (!(error instanceof PayError)) throw error;
    const now = await wechat.pay.queryFavorStock(row.stockId);
    if (now?.state !== to) {
      if (isLater(error)) throw error;
      if (error.code === 'NOTENOUGH') throw payCouponErrors.error('too_little', { id });
      throw payCouponErrors.error('refused', { id, because: error.message });
    }
  }
  await sql`
    update paycoupons.stock set state = ${to}, trouble = null, check_at = coalesce(check_at, ${ctx.now()})
    where no = ${row.no} and state = ${from}
  `.execute(ctx.db);
}
