import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { gathered } from '../../../platform/gathered.ts';
import type { WecomCustomer } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { lookSoon } from '../transfer/carry-out.ts';
import { queueWelcomes } from '../welcome/queue.ts';
import { type Change, noteSaid } from './said.ts';
import { beginLook, type Look, settleCustomers } from './settle.ts';

const CHANGES: Readonly<Record<string, Change>> = {
  add_external_contact: 'added',
  add_half_external_contact: 'added',
  del_external_contact: 'removed_by_staff',
  del_follow_user: 'left_by_customer',
};
/** Remark or tags: nobody came and nobody left. */
const EDITED = 'edit_external_contact';

/**
 * Something changed between a member and a customer. What is told may come late, twice and out of order, so it is only the news: how
 * things stand is asked of WeCom, and who ended a friendship is read of all that was said of the pair.
 */
export async function onContactChange(ctx: Ctx, callback: Callback): Promise<void> {
  const text = (name: string) => (typeof callback.body[name] === 'string' ? callback.body[name] : '');
  const [userid, external] = [text('UserID'), text('ExternalUserID')];
  if (text('ChangeType') === 'transfer_fail') return lookSoon(ctx, userid, external);
  const told = CHANGES[text('ChangeType')];
  if ((told === undefined && text('ChangeType') !== EDITED) || userid === '' || external === '') return;
  // With no transaction open: nothing waits for WeCom.
  const look = await lookTogether(ctx, external);
  const customer = await (await wecomOf(ctx)).customer(external);
  const change = text('Source') === 'DELETE_BY_TRANSFER' ? 'handed_over' : told;
  const { id, happenedAt } = callback;
  await settleTogether(ctx, { id, happenedAt, userid, external, change, code: text('WelcomeCode'), customer, look });
  if (change === 'handed_over') await lookSoon(ctx, userid, external);
}

/**
 * One look of those who ask at one moment, each about somebody else: hers come one after the other. Comparisons have looks of their own, for
 * they see the same people at the same time.
 */
const lookTogether = gathered<string, Look>({
  async work(ctx, asks) {
    const look = await beginLook(ctx);
    return asks.map(() => look);
  },
  lingerMs: 0,
  most: 1000,
  lanes: 2,
  isCertain: () => false,
});

type News = {
  readonly id: string;
  readonly happenedAt: Date;
  readonly userid: string;
  readonly external: string;
  readonly change: Change | undefined;
  /** Of a welcome; empty where there is none to send. */
  readonly code: string;
  readonly customer: WecomCustomer | null;
  readonly look: Look;
};

/** A burst is settled by sets, a transaction a group; whoever breaks hers is found and fails alone. */
const settleTogether = gathered<News, true>({
  async work(ctx, news) {
    await inTransaction(ctx, async (ctx) => settleNews(ctx, news));
    return news.map(() => true);
  },
  lingerMs: 2,
  most: 100,
  lanes: 2,
  // Done again it changes nothing.
  isCertain: () => true,
});

async function settleNews(ctx: Ctx, news: readonly News[]): Promise<void> {
  await noteSaid(
    ctx,
    news.flatMap(({ id, userid, external, change, happenedAt: at }) =>
      change === undefined ? [] : [{ id, userid, external, change, at }],
    ),
  );
  const settled = await settleCustomers(
    ctx,
    news.map(({ external, customer, userid, look }) => ({ external, customer, among: new Set([userid]), look })),
  );
  await queueWelcomes(
    ctx,
    news.flatMap(({ userid, code, happenedAt: eventAt }, at) => {
      const friend = settled[at]?.now.get(userid);
      return friend === undefined || code === '' ? [] : [{ friend, code, eventAt }];
    }),
  );
}
