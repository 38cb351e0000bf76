import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { inTransaction } from '../../../../platform/db.ts';
import { consentGiven, consentRefused } from '../../events.ts';
import { idKey } from './fields.ts';

/**
 * Write down, for the account she is here with, what `wx.requestSubscribeMessage` answered, by WeChat's template id. Every `accept…` is the right to one more
 * message of that template; a refusal is remembered until the next accept. Source: the rules of subscribe messages.
 */
export async function recordConsent(
  ctx: Ctx,
  member: { id: string; personNo: number; account: { no: number; app: string } },
  moment: string,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { app, no } = member.account;
    const ids = await templateIdsOf(ctx, app);
    const keyOf = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
    const given = Object.entries(answers).flatMap(([templateId, answer]) => {
      const key = keyOf.get(templateId);
      if (!key) return [];
      if (answer.startsWith('accept')) return [{ key, accepted: true }];
      return answer === 'reject' || answer === 'ban' ? [{ key, accepted: false }] : [];
    });
    if (given.length === 0) return;
    await sql`
      insert into messaging.consent (person_no, channel, app, account, template_key, remaining, refused, updated_at)
      select ${member.personNo}, 'subscribe', ${app}, ${no}, key, case when accepted then 1 else 0 end, not accepted, ${ctx.now()}
      from unnest(${given.map((g) => g.key)}::text[], ${given.map((g) => g.accepted)}::boolean[]) as g (key, accepted)
      order by key
      on conflict (person_no, channel, account, template_key) do update set
        remaining = messaging.consent.remaining + excluded.remaining,
        refused = excluded.refused, updated_at = excluded.updated_at
    `.execute(ctx.db);
    const keysOf = (accepted: boolean) => given.filter((g) => g.accepted === accepted).map((g) => g.key);
    const tell = (templateKeys: string[]) => ({
      personNo: member.personNo,
      payload: { memberId: member.id, templateKeys, moment },
    });
    if (keysOf(true).length > 0) ctx.emit(consentGiven, tell(keysOf(true)));
    if (keysOf(false).length > 0) ctx.emit(consentRefused, tell(keysOf(false)));
  });
}

/** WeChat's template ids in one app by our keys, as operators wrote them into the contents. */
export async function templateIdsOf(ctx: Ctx, app: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select template_key as key, fields->>${idKey(app)}::text as id from messaging.content
    where channel = 'subscribe' and fields->>${idKey(app)}::text <> ''
  `.execute(ctx.db);
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}
