import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import type { PushedEvent } from '../../../../platform/domain.ts';
import { accounts } from '../../../members/index.ts';
import { consentRefused } from '../../events.ts';
import { templateIdsOf } from './consent.ts';
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
    const { rows } = await sql<{ key: string; refused: boolean }>`
      insert into messaging.consent as c (person_no, channel, app, account, template_key, remaining, refused, updated_at)
      select ${owner.personNo}, 'subscribe', ${app}, ${owner.no}, key, 0, refused, ${ctx.now()}
      from unnest(${changed.map((c) => c.key)}::text[], ${changed.map((c) => c.refused)}::boolean[]) as given (key, refused)
      order by key
      on conflict (person_no, channel, account, template_key) do update set
        remaining = case when excluded.refused then 0 else c.remaining end,
        refused = excluded.refused, updated_at = excluded.updated_at
        where c.refused <> excluded.refused or (excluded.refused and c.remaining > 0)
      returning template_key as key, refused
    `.execute(ctx.db);
    const templateKeys = rows.filter(({ refused }) => refused).map(({ key }) => key);
    if (templateKeys.length > 0)
      ctx.emit(consentRefused, {
        personNo: owner.personNo,
        payload: { memberId: owner.id, templateKeys, moment: 'wechat_settings' },
      });
  });
}
