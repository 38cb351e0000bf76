import type { accountContract } from '@huoshui/contracts/accounts';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { accountCapability } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { type Capability, may } from '../account/capability.ts';
import { type AccountRow, mustFindAccount } from '../account/find.ts';
import { accountErrors } from '../errors.ts';
import { type MenuValues, menuForm } from './menu-form.ts';

export type MenuView = RouteOut<
  (typeof accountContract)['GET /api/admin/official-accounts/:id/menus']
>['items'][number];
type Row = {
  readonly id: string;
  readonly accountId: string;
  readonly tag: string;
  readonly values: MenuValues;
  readonly published: MenuValues | null;
  readonly publishedAt: Date | null;
};
const COLUMNS = sql.raw('id, account_id, tag, values, published, published_at');

/** Nobody sees it before it is published. Throws `accounts.may_not`, `menu_tag_taken`, `platform.bad_form`. */
export async function createMenu(ctx: Ctx, accountId: string, draft: Draft): Promise<MenuView> {
  const account = await mustFindAccount(ctx, accountId);
  const values = await readForm(ctx, menuForm, draft);
  mustBeAbleTo(account, values.tag === null ? 'menu' : 'personal_menu');
  const { rows } = await sql<Row>`
    insert into accounts.menu (id, account_id, tag, values, created_at)
    values (${newId('omn')}, ${accountId}, ${values.tag ?? ''}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
    on conflict (account_id, tag) do update set values = excluded.values, removed = false where menu.removed
    returning ${COLUMNS}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw accountErrors.error('menu_tag_taken');
  return shown(row);
}

export async function changeMenu(ctx: Ctx, id: string, draft: Draft): Promise<MenuView> {
  const before = await mustFind(ctx, id);
  const values = await readForm(ctx, menuForm, draft, { stored: before.values });
  const { rows } = await sql<Row>`
    update accounts.menu m set values = ${JSON.stringify(values)}::jsonb, tag = ${values.tag ?? ''}
    where id = ${id} and not exists (
      select from accounts.menu o where o.account_id = m.account_id and o.tag = ${values.tag ?? ''} and o.id <> ${id}
    )
    returning ${COLUMNS}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw accountErrors.error('menu_tag_taken');
  return shown(row);
}

/** Gone at the next publishing. */
export async function removeMenu(ctx: Ctx, id: string): Promise<MenuView> {
  const row = await mustFind(ctx, id);
  await sql`update accounts.menu set removed = true where id = ${id}`.execute(ctx.db);
  return shown(row);
}

/** All menus of an account, as they are now: WeChat is asked by the worker. Throws `accounts.may_not`. */
export async function publishMenus(ctx: Ctx, accountId: string): Promise<{ readonly items: MenuView[] }> {
  mustBeAbleTo(await mustFindAccount(ctx, accountId), 'menu');
  await sql`update accounts.account set menu_at = ${ctx.now()}, menu_tries = 0 where id = ${accountId}`.execute(ctx.db);
  return listMenus(ctx, accountId);
}

export async function listMenus(ctx: Ctx, accountId: string): Promise<{ readonly items: MenuView[] }> {
  await mustFindAccount(ctx, accountId);
  const { rows } = await sql<Row>`
    select ${COLUMNS} from accounts.menu where account_id = ${accountId} and not removed order by tag
  `.execute(ctx.db);
  return { items: rows.map(shown) };
}

/** Throws `accounts.menu_not_found`. */
export async function readMenu(ctx: Ctx, id: string): Promise<MenuView> {
  return shown(await mustFind(ctx, id));
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from accounts.menu where id = ${id} and not removed`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (row === undefined) throw accountErrors.error('menu_not_found');
  return row;
}

function mustBeAbleTo(account: AccountRow, what: Capability): void {
  if (may(account, what)) return;
  const { zh, en } = accountCapability[what];
  throw accountErrors.error('may_not', { name: account.name, what: `${zh} / ${en}` });
}

function shown({ id, accountId, tag, values, published, publishedAt }: Row): MenuView {
  const same = published !== null && JSON.stringify(published) === JSON.stringify(values);
  return {
    ...{ id, accountId, tag, values },
    state: same ? 'published' : 'draft',
    sentence: menuForm.sentence(values, () => null),
    publishedAt: publishedAt?.toISOString() ?? null,
  };
}
