import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { wecomOf } from '../corp/corp.ts';
import { queueWelcome } from '../welcome/queue.ts';
import { type Change, noteSaid } from './said.ts';
import { settleCustomer } from './settle.ts';

const CHANGES: Readonly<Record<string, Change>> = {
  add_external_contact: 'added',
  add_half_external_contact: 'added',
  del_external_contact: 'removed_by_staff',
  del_follow_user: 'left_by_customer',
};

/**
 * Something changed between a member and a customer. What is told may come late, twice and out of order, so it is only the news: how
 * things stand is asked of WeCom, and who ended a friendship is read of all that was said of the pair.
 */
export async function onContactChange(ctx: Ctx, callback: Callback): Promise<void> {
  const text = (name: string) => (typeof callback.body[name] === 'string' ? callback.body[name] : '');
  const [userid, external] = [text('UserID'), text('ExternalUserID')];
  const change = CHANGES[text('ChangeType')];
  if (change === undefined || userid === '' || external === '') return;
  // With no transaction open: nothing waits for WeCom.
  const customer = await (await wecomOf(ctx)).customer(external);
  await inTransaction(ctx, async (ctx) => {
    const by = text('Source') === 'DELETE_BY_TRANSFER' ? 'handed_over' : change;
    await noteSaid(ctx, { id: callback.id, userid, external, change: by, at: callback.happenedAt });
    const friends = await settleCustomer(ctx, external, customer, new Set([userid]));
    const friend = friends.get(userid);
    const code = text('WelcomeCode');
    if (friend !== undefined && code !== '') await queueWelcome(ctx, friend, code, callback.happenedAt);
  });
}
