import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, WechatError } from '../../../wechat/index.ts';
import { may } from '../account/capability.ts';
import { clientOf, findAccounts } from '../account/find.ts';
import { herWords } from '../her-words.ts';
import { linkTo } from '../rules/parts.ts';
import { saidOf } from '../said-of.ts';
import { beginMass, noteHandedOver } from '../tell/mass.ts';
import type { BroadcastValues } from './broadcast-form.ts';
import { countFollowers } from './reach.ts';

const LEASE_MS = 2 * MINUTE_MS;
const LOOK_AGAIN_MS = MINUTE_MS;
const MOST_TRIES = 10;

type Taken = {
  readonly id: string;
  readonly accountId: string;
  readonly tag: string;
  readonly values: BroadcastValues;
  readonly tries: number;
};

/**
 * What is due leaves by one call, which the platform takes once under our key: whoever dies on the way does it again. One for a tag waits
 * until all who have the tag are marked at the platform.
 */
export const handOverBroadcasts: Sweep = sweep({
  name: 'accounts.broadcasts',
  due: sql`(select min(due_at) from accounts.broadcast where due_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<Taken>`
      update accounts.broadcast set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = tries + 1
      where id = (
        select id from accounts.broadcast where state = 'waiting' and due_at <= ${ctx.now()} order by due_at limit 1
        for no key update skip locked
      ) returning id, account_id, tag, values, tries
    `.execute(ctx.db);
    for (const taken of rows) await handOver(ctx, taken);
    return rows.length;
  },
});

async function handOver(ctx: Ctx, taken: Taken): Promise<void> {
  const { id, accountId, tag, values, tries } = taken;
  const account = (await findAccounts(ctx, [accountId])).get(accountId);
  if (account === undefined || account.archivedAt !== null)
    return fail(ctx, id, words('这个公众号已停用', 'The account is archived'));
  if (!may(account, 'mass')) return fail(ctx, id, words('这个公众号不能群发', 'The account may send no mass messages'));
  if (tag !== '' && (await isMarking(ctx, accountId, tag)))
    return again(ctx, id, words('正在给关注者标标签', 'Followers are being marked'), { counts: false });
  const reach = await countFollowers(ctx, accountId, tag);
  if (reach === 0) return fail(ctx, id, words('现在没有人可发', 'There is nobody to send it to'));
  const text = textOf(ctx, id, values);
  if (!(await beginMass(ctx, account, { key: id, text, openids: reach })))
    return fail(ctx, id, words('订阅号今天已经群发过一次', 'The account has sent its one of today'));
  try {
    const client = clientOf(ctx, account);
    const { messageId } = await client.massByTag(tag === '' ? null : await client.tagId(tag), text, id);
    await noteHandedOver(ctx, id, messageId);
    await sql`
      update accounts.broadcast set state = 'handed', due_at = null, reach = ${reach}, trouble = null, book_at = ${ctx.now()}
      where id = ${id} and state = 'waiting'
    `.execute(ctx.db);
  } catch (error) {
    // Under its key it is taken once: what may have arrived is asked for again.
    if (tries < MOST_TRIES && mayPass(error)) return again(ctx, id, saidOf(error), { counts: true });
    await sql`update accounts.mass set state = 'failed' where key = ${id} and state = 'sending'`.execute(ctx.db);
    await fail(ctx, id, saidOf(error));
  }
}

/** The same key within a minute. */
const TOO_SOON = 45066;
const mayPass = (error: unknown) => isLater(error) || (error instanceof WechatError && error.errcode === TOO_SOON);

async function isMarking(ctx: Ctx, accountId: string, tag: string): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.mark where account_id = ${accountId} and tag = ${tag} and due_at is not null limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** As the words in a chat of the account. */
function textOf(ctx: Ctx, id: string, values: BroadcastValues): string {
  const page = pageOf(id, values);
  if (page === null) return values.text;
  const [{ appid }] = ctx.config.wechat.apps;
  return `${values.text}\n${linkTo({ appid, page, fallback: ctx.config.publicUrl }, values.label ?? herWords.open)}`;
}

/** Whoever opens it came by this broadcast. */
export function pageOf(id: string, { page }: BroadcastValues): string | null {
  return page === null ? null : `${page}${page.includes('?') ? '&' : '?'}m=${id}`;
}

async function again(ctx: Ctx, id: string, trouble: Words, { counts }: { readonly counts: boolean }): Promise<void> {
  const at = new Date(ctx.now().getTime() + LOOK_AGAIN_MS);
  await sql`
    update accounts.broadcast set due_at = ${at}, trouble = ${JSON.stringify(trouble)}::jsonb, tries = tries - ${counts ? 0 : 1}
    where id = ${id} and state = 'waiting'
  `.execute(ctx.db);
}

async function fail(ctx: Ctx, id: string, trouble: Words): Promise<void> {
  await sql`
    update accounts.broadcast set state = 'failed', due_at = null, trouble = ${JSON.stringify(trouble)}::jsonb where id = ${id} and state = 'waiting'
  `.execute(ctx.db);
}
