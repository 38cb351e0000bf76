import type { windowKind } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { windows } from '../account/capability.ts';

export type WindowKind = keyof typeof windowKind;
type Pair = { readonly accountId: string; readonly openid: string };

/** By what she did at that moment; what came late opens nothing that a later act has opened already. */
export async function openWindow(ctx: Ctx, { accountId, openid }: Pair, kind: WindowKind, at: Date): Promise<void> {
  const { count, ms } = windows[kind];
  await sql`
    insert into accounts.reply_window (account_id, openid, kind, opened_at, ends_at, remaining)
    values (${accountId}, ${openid}, ${kind}, ${at}, ${new Date(at.getTime() + ms)}, ${count})
    on conflict (account_id, openid, kind) do update set opened_at = excluded.opened_at, ends_at = excluded.ends_at, remaining = excluded.remaining
    where reply_window.opened_at < excluded.opened_at
  `.execute(ctx.db);
}

/** She left: nothing more reaches her. */
export async function closeWindows(ctx: Ctx, { accountId, openid }: Pair): Promise<void> {
  await sql`delete from accounts.reply_window where account_id = ${accountId} and openid = ${openid}`.execute(ctx.db);
}

/** What was taken of: as it was opened at that moment. */
export type Opened = { readonly kind: WindowKind; readonly openedAt: Date };

/** One message of the window that ends first; null where none is left. A guarded update: two never take the same one. */
export async function takeFromWindow(ctx: Ctx, { accountId, openid }: Pair): Promise<Opened | null> {
  const { rows } = await sql<Opened>`
    update accounts.reply_window w set remaining = w.remaining - 1
    from (
      select kind from accounts.reply_window
      where account_id = ${accountId} and openid = ${openid} and ends_at > ${ctx.now()} and remaining > 0
      order by ends_at limit 1 for no key update
    ) as first
    where w.account_id = ${accountId} and w.openid = ${openid} and w.kind = first.kind and w.remaining > 0 returning w.kind, w.opened_at
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** A message that surely was not sent took nothing; what she opened anew since is whole anyhow. */
export async function giveBackToWindow(
  ctx: Ctx,
  { accountId, openid }: Pair,
  { kind, openedAt }: Opened,
): Promise<void> {
  await sql`
    update accounts.reply_window set remaining = least(remaining + 1, ${windows[kind].count})
    where account_id = ${accountId} and openid = ${openid} and kind = ${kind} and opened_at = ${openedAt}
  `.execute(ctx.db);
}

/** WeChat says that there is nothing left: it counts better. */
export async function emptyWindows(ctx: Ctx, { accountId, openid }: Pair): Promise<void> {
  await sql`
    update accounts.reply_window set remaining = 0 where account_id = ${accountId} and openid = ${openid} and remaining > 0
  `.execute(ctx.db);
}
