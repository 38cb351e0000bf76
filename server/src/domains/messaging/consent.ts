import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { findMembers } from '../members/index.ts';
import { consentGiven, consentRefused } from './events.ts';
import { builtIn } from './template.ts';
import { readTemplates } from './template-store.ts';

/**
 * Write down what `wx.requestSubscribeMessage` answered, by WeChat's template id. Every `accept…` is the right to one more
 * message of that template; a refusal is remembered until the next accept. Source: the rules of subscribe messages.
 */
export async function recordConsent(
  ctx: Ctx,
  member: { id: string; personNo: number },
  moment: string,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const known = await readTemplates(ctx);
    const given = Object.entries(answers).flatMap(([templateId, answer]) => {
      const key = known.find((t) => t.wechatTemplateId === templateId)?.key;
      if (!key) return [];
      if (answer.startsWith('accept')) return [{ key, accepted: true }];
      return answer === 'reject' || answer === 'ban' ? [{ key, accepted: false }] : [];
    });
    if (given.length === 0) return;
    await sql`
      insert into messaging.consent (person_no, template_key, remaining, refused, updated_at)
      select ${member.personNo}, key, case when accepted then 1 else 0 end, not accepted, ${ctx.now()}
      from unnest(${given.map((g) => g.key)}::text[], ${given.map((g) => g.accepted)}::boolean[]) as g (key, accepted)
      order by key
      on conflict (person_no, template_key) do update set
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

/** What a member still allows, template by template. */
export async function consentsOf(ctx: Ctx, memberId: string) {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  const { rows } = await sql<{ templateKey: string; title: string; remaining: number; refused: boolean }>`
    select t.key as template_key, t.title, coalesce(c.remaining, 0) as remaining, coalesce(c.refused, false) as refused
    from messaging.template t
    left join messaging.consent c on c.template_key = t.key
      and c.person_no = ${member?.personNo ?? 0}
    where t.wechat_template_id is not null
    order by t.key
  `.execute(ctx.db);
  return rows.map((r) => ({ ...r, title: builtIn(r.templateKey)?.name ?? r.title }));
}
