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
    await writeConsents(ctx, 'subscribe', { personNo: member.personNo, memberId: member.id, app, no }, moment, given);
  });
}

type Answered = { readonly personNo: number; readonly memberId: string; readonly app: string; readonly no: number };

/** What she answered on a channel for one of her accounts: an accept is one more, a refusal stays until the next accept. Inside a transaction. */
export async function writeConsents(
  ctx: Ctx,
  channel: string,
  { personNo, memberId, app, no }: Answered,
  moment: string,
  given: readonly { readonly key: string; readonly accepted: boolean }[],
): Promise<void> {
  if (given.length === 0) return;
  await sql`
    insert into messaging.consent (person_no, channel, app, account, template_key, remaining, refused, updated_at)
    select ${personNo}, ${channel}, ${app}, ${no}, key, count(*) filter (where accepted), not bool_or(accepted), ${ctx.now()}
    from unnest(${given.map((g) => g.key)}::text[], ${given.map((g) => g.accepted)}::boolean[]) as g (key, accepted)
    group by key order by key
    on conflict (person_no, channel, account, template_key) do update set
      remaining = messaging.consent.remaining + excluded.remaining,
      refused = excluded.refused, updated_at = excluded.updated_at
  `.execute(ctx.db);
  const keysOf = (accepted: boolean) => given.filter((g) => g.accepted === accepted).map((g) => g.key);
  const tell = (templateKeys: string[]) => ({ personNo, payload: { memberId, templateKeys, moment } });
  if (keysOf(true).length > 0) ctx.emit(consentGiven, tell(keysOf(true)));
  if (keysOf(false).length > 0) ctx.emit(consentRefused, tell(keysOf(false)));
}

/** She switched templates off, or on again: what she had allowed ends with it, whatever we counted. Inside a transaction. */
export async function changeConsents(
  ctx: Ctx,
  channel: string,
  { personNo, memberId, app, no }: Answered,
  changed: readonly { readonly key: string; readonly refused: boolean }[],
): Promise<void> {
  const { rows } = await sql<{ key: string; refused: boolean }>`
    insert into messaging.consent as c (person_no, channel, app, account, template_key, remaining, refused, updated_at)
    select ${personNo}, ${channel}, ${app}, ${no}, key, 0, bool_or(refused), ${ctx.now()}
    from unnest(${changed.map((c) => c.key)}::text[], ${changed.map((c) => c.refused)}::boolean[]) as given (key, refused)
    group by key order by key
    on conflict (person_no, channel, account, template_key) do update set
      remaining = case when excluded.refused then 0 else c.remaining end,
      refused = excluded.refused, updated_at = excluded.updated_at
      where c.refused <> excluded.refused or (excluded.refused and c.remaining > 0)
    returning template_key as key, refused
  `.execute(ctx.db);
  const templateKeys = rows.filter(({ refused }) => refused).map(({ key }) => key);
  if (templateKeys.length > 0)
    ctx.emit(consentRefused, { personNo, payload: { memberId, templateKeys, moment: 'wechat_settings' } });
}

/** WeChat's template ids in one app by our keys, as operators wrote them into the contents. */
export async function templateIdsOf(ctx: Ctx, app: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select template_key as key, fields->>${idKey(app)}::text as id from messaging.content
    where channel = 'subscribe' and fields->>${idKey(app)}::text <> ''
  `.execute(ctx.db);
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}
