import type { Callback } from '../../../platform/callbacks/callback.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { wecomOf } from '../corp/corp.ts';
import { lookSoon } from '../transfer/carry-out.ts';
import { queueWelcome } from '../welcome/queue.ts';
import { type Change, noteSaid } from './said.ts';
import { beginLook, settleCustomer } from './settle.ts';

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
  const change = CHANGES[text('ChangeType')];
  if ((change === undefined && text('ChangeType') !== EDITED) || userid === '' || external === '') return;
  // With no transaction open: nothing waits for WeCom.
  const look = await beginLook(ctx);
  const customer = await (await wecomOf(ctx)).customer(external);
  await inTransaction(ctx, async (ctx) => {
    const by = text('Source') === 'DELETE_BY_TRANSFER' ? 'handed_over' : change;
    if (by !== undefined)
      await noteSaid(ctx, { id: callback.id, userid, external, change: by, at: callback.happenedAt });
    const { now } = await settleCustomer(ctx, { external, customer, among: new Set([userid]), look });
    const friend = now.get(userid);
    const code = text('WelcomeCode');
    if (by === 'handed_over') await lookSoon(ctx, userid, external);
    if (friend !== undefined && code !== '') await queueWelcome(ctx, friend, code, callback.happenedAt);
  });
}
