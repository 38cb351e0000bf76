import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater } from '../../../wechat/index.ts';
import { type AccountRow, COLUMNS, clientOf } from '../account/find.ts';
import { saidOf } from '../said-of.ts';
import { wantMarksOfMenus } from './marks.ts';
import { buttonsOf, type MenuValues } from './menu-form.ts';

const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];

type Taken = AccountRow & { readonly menuTries: number };
type Menu = { readonly id: string; readonly tag: string; readonly values: MenuValues };

/** The menus of an account, all at once: WeChat keeps personal menus that nobody deletes. */
export const publishMenusNow: Sweep = sweep({
  name: 'accounts.menus',
  due: sql`(select min(menu_at) from accounts.account where menu_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<Taken>`
      update accounts.account set menu_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, menu_tries = menu_tries + 1
      where id = (select id from accounts.account where menu_at <= ${ctx.now()} order by menu_at limit 1 for no key update skip locked)
      returning ${COLUMNS}, menu_tries
    `.execute(ctx.db);
    for (const account of rows) await publish(ctx, account);
    return rows.length;
  },
});

async function publish(ctx: Ctx, account: Taken): Promise<void> {
  const { rows: menus } = await sql<Menu>`
    select id, tag, values from accounts.menu where account_id = ${account.id} and not removed order by tag
  `.execute(ctx.db);
  try {
    const client = clientOf(ctx, account);
    const [app] = ctx.config.wechat.apps;
    const buttons = ({ values }: Menu) => buttonsOf(values, app.appid, ctx.config.publicUrl);
    const everybody = menus.find(({ tag }) => tag === '');
    const some = [];
    for (const menu of menus)
      if (menu.tag !== '') some.push({ tagId: await client.tagId(menu.tag), buttons: buttons(menu) });
    await client.putMenus(everybody ? buttons(everybody) : [], everybody ? some : []);
    const rows = menus.map(({ id, values }) => ({ id, values }));
    await sql`
      update accounts.menu m set published = new.values, published_at = ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, values jsonb) where m.id = new.id
    `.execute(ctx.db);
    await sql`
      update accounts.account set menu_at = null, trouble = null where id = ${account.id} and menu_tries = ${account.menuTries}
    `.execute(ctx.db);
    await wantMarksOfMenus(
      ctx,
      account.id,
      menus.flatMap(({ tag }) => (tag === '' ? [] : tag)),
    );
  } catch (error) {
    ctx.log.warn({ err: error, account: account.id }, 'menus were not published');
    const pause = isLater(error) ? PAUSES_MS[account.menuTries - 1] : undefined;
    await sql`
      update accounts.account set menu_at = ${pause === undefined ? null : new Date(ctx.now().getTime() + pause)},
        trouble = ${JSON.stringify(saidOf(error))}::jsonb where id = ${account.id} and menu_tries = ${account.menuTries}
    `.execute(ctx.db);
  }
}
