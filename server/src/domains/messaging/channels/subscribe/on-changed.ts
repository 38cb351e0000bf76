import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import type { PushedEvent } from '../../../../platform/domain.ts';
import { accounts } from '../../../members/index.ts';
import { changeConsents, templateIdsOf } from './consent.ts';
import { listOf, textIn } from './pushed-list.ts';

/**
 * `subscribe_msg_change_event`: she switched a template off, or on again, in the settings of WeChat. What she had allowed
 * ends with it, whatever we counted; switched on again she is asked anew. It comes up to three times. Source: events of subscribe messages.
 */
export async function onChanged(ctx: Ctx, { app, body }: PushedEvent): Promise<void> {
  const owner = await accounts.owner(ctx, { app, openid: textIn(body, 'FromUserName') });
  if (!owner) return;
  await inTransaction(ctx, async (ctx) => {
    const ids = await templateIdsOf(ctx, app);
    const keyOf = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
    const changed = listOf(body.List).flatMap((one) => {
      const key = keyOf.get(textIn(one, 'TemplateId'));
      const status = textIn(one, 'SubscribeStatusString');
      return key && ['accept', 'reject'].includes(status) ? [{ key, refused: status === 'reject' }] : [];
    });
    await changeConsents(
      ctx,
      'subscribe',
      { personNo: owner.personNo, memberId: owner.id, app, no: owner.no },
      changed,
    );
  });
}
