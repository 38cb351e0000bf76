import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { OrderPorts } from '../ports.ts';

/** Our order page: WeChat's messages add the numbers of the order, its own order list puts out_trade_no in. */
const MESSAGE_PAGE = 'orders/pages/order';
const ORDER_PAGE = `${MESSAGE_PAGE}?number=\${商品订单号}`;

/** A row for each mini program, so that its turn comes. */
export async function noteApps(ctx: Ctx): Promise<void> {
  const apps = ctx.config.wechat.apps.filter(({ kind }) => kind === 'mini_program').map(({ appid }) => appid);
  await sql`
    insert into orders.app (appid) select unnest(${apps}::text[]) on conflict do nothing
  `.execute(ctx.db);
}

/**
 * Once a day, when there is something to tell it, each mini program is asked whether WeChat watches over its orders, and told
 * which page of ours shows one. What an app may not do (48001) is tried again the next day like what failed: somebody may
 * have opened it since. Never throws.
 */
export async function freshenApps(ctx: Ctx, ports: OrderPorts): Promise<void> {
  const { rows } = await sql<{ appid: string; orderPage: string | null }>`
    update orders.app set due_at = ${new Date(ctx.now().getTime() + DAY_MS)} where due_at <= ${ctx.now()}
    returning appid, order_page
  `.execute(ctx.db);
  await Promise.all(rows.map(async (row) => setUp(ctx, ports, row)));
}

async function setUp(ctx: Ctx, { wechat }: OrderPorts, row: { appid: string; orderPage: string | null }) {
  const app = wechat.app(row.appid);
  if (!app) return;
  try {
    const managed = await app.isTradeManaged();
    await sql`update orders.app set managed = ${managed} where appid = ${row.appid}`.execute(ctx.db);
    if (!managed || row.orderPage === ORDER_PAGE) return;
    await app.setMessagePage(MESSAGE_PAGE);
    await app.setOrderPage(ORDER_PAGE);
    await sql`update orders.app set order_page = ${ORDER_PAGE} where appid = ${row.appid}`.execute(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error, app: row.appid }, 'a mini program could not be set up for its orders');
  }
}
