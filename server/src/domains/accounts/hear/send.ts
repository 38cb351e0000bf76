import { type Words, words } from '@huoshui/contracts/words';
import type { replyState } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type AccountPart, isLater, WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { may } from '../account/capability.ts';
import { clientOf, findAccounts } from '../account/find.ts';
import { saidOf } from '../said-of.ts';
import { emptyWindows, takeFromWindow } from './window.ts';

const AT_ONCE = 20;
const LEASE_MS = 2 * MINUTE_MS;
const PAUSES_MS = [2000, 10_000, MINUTE_MS, 10 * MINUTE_MS];
/** Her window is closed, or used up. */
const OVER = [45015, 45047];

type Taken = {
  readonly callbackId: string;
  readonly no: number;
  readonly accountId: string;
  readonly openid: string;
  readonly part: AccountPart;
  readonly tries: number;
};
type Outcome = { readonly state: keyof typeof replyState; readonly trouble: Words | null };

/**
 * Replies that did not go with the answer to a push, as kf messages within what she opened. One is claimed before it is sent and, where
 * nobody knows whether it arrived, never sent again.
 */
export const sendReplies: Sweep = sweep({
  name: 'accounts.replies',
  due: sql`(select min(due_at) from accounts.reply where due_at is not null)`,
  async run(ctx) {
    const taken = await take(ctx);
    // Hers in order: the picture of a code is no use before the words that explain it.
    const byPerson = new Map<string, Taken[]>();
    for (const one of taken) {
      const who = `${one.accountId} ${one.openid}`;
      byPerson.set(who, [...(byPerson.get(who) ?? []), one]);
    }
    await Promise.all(
      [...byPerson.values()].map(async (hers) => {
        for (const one of hers.toSorted((a, b) => a.no - b.no)) await settle(ctx, one, await attempt(ctx, one));
      }),
    );
    return taken.length;
  },
});

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const now = ctx.now();
  // What died while it was being sent may have arrived.
  await sql`update accounts.reply set state = 'unknown', due_at = null where state = 'sending' and due_at <= ${now}`.execute(
    ctx.db,
  );
  const { rows } = await sql<Taken>`
    with held as (
      select callback_id, no from accounts.reply where state = 'waiting' and due_at <= ${now}
      order by due_at, no limit ${AT_ONCE} for update skip locked
    )
    update accounts.reply r set state = 'sending', due_at = ${new Date(now.getTime() + LEASE_MS)}, tries = r.tries + 1
    from held where r.callback_id = held.callback_id and r.no = held.no
    returning r.callback_id, r.no, r.account_id, r.openid, r.part, r.tries
  `.execute(ctx.db);
  return rows;
}

async function attempt(ctx: Ctx, { accountId, openid, part, tries }: Taken): Promise<Outcome> {
  const account = (await findAccounts(ctx, [accountId])).get(accountId);
  if (account === undefined || !may(account, 'custom'))
    return refused(
      words('没能在 5 秒内回复，这个号不能发客服消息', 'Too late to answer, and this account has no kf messages'),
    );
  if (tries === 1 && (await takeFromWindow(ctx, { accountId, openid })) === null)
    return refused(words('不在可回复的时间里，或次数已用完', 'Outside of the time to reply, or nothing of it is left'));
  try {
    await clientOf(ctx, account).say(openid, part);
    return { state: 'sent', trouble: null };
  } catch (error) {
    if (error instanceof WechatError && OVER.includes(error.errcode)) await emptyWindows(ctx, { accountId, openid });
    return outcomeOf(error);
  }
}

const refused = (trouble: Words): Outcome => ({ state: 'refused', trouble });

function outcomeOf(error: unknown): Outcome {
  const trouble = saidOf(error);
  if (error instanceof WechatUnreachable) return { state: error.handedOver ? 'unknown' : 'waiting', trouble };
  return { state: isLater(error) ? 'waiting' : 'refused', trouble };
}

async function settle(ctx: Ctx, { callbackId, no, tries }: Taken, { state, trouble }: Outcome): Promise<void> {
  const pause = state === 'waiting' ? PAUSES_MS[tries - 1] : undefined;
  const ends = state === 'waiting' && pause === undefined ? 'refused' : state;
  await sql`
    update accounts.reply set state = ${ends}, due_at = ${pause === undefined ? null : new Date(ctx.now().getTime() + pause)},
      sent_at = ${ends === 'sent' ? ctx.now() : null}, trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
    where callback_id = ${callbackId} and no = ${no} and state = 'sending' and tries = ${tries}
  `.execute(ctx.db);
}
