import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { sweep } from '../../platform/sweeps.ts';
import type { Wechat } from '../../wechat/index.ts';
import { aboutMessage, type Decided } from './decided.ts';
import { countUse, takeDue } from './due.ts';
import { messageDeferred, messageSent, messageSuppressed } from './events.ts';
import { judge } from './gate.ts';
import { governanceSetting } from './governance.ts';
import { handOver } from './hand-over.ts';
import { composeFor } from './render.ts';
import { readTemplates } from './template-store.ts';

/** Judge what is due, then hand what may go to WeChat. One batch a call. */
export function dispatchDue(wechat: Wechat) {
  return sweep({
    name: 'messaging.dispatch',
    due: sql`(select min(due_at) from messaging.outbound where state = 'queued')`,
    run: async (ctx) => {
      const decided = await decide(ctx);
      await handOver(
        ctx,
        wechat,
        decided.filter((d) => d.verdict.verdict === 'send' && d.verdict.channel === 'subscribe'),
      );
      return decided.length;
    },
  });
}

/** Everything up to the hand-over is one transaction: verdicts, quotas, consents used, messages in the inbox. */
async function decide(ctx: Ctx): Promise<Decided[]> {
  const rules = await getSetting(ctx, governanceSetting);
  return inTransaction(ctx, async (ctx) => {
    const items = await takeDue(ctx, 200);
    let room = await roomInRate(ctx, rules.rate);
    const templates = await readTemplates(ctx);
    const decided: Decided[] = [];
    for (const item of items) {
      const verdict = judge({ ...item.facts, roomInRate: room > 0 }, rules, ctx.now());
      if (verdict.verdict === 'send' && item.facts.kind === 'marketing') room -= 1;
      decided.push({ item, verdict, composed: composeFor(templates, item.due, ctx.now()) });
    }
    await writeVerdicts(ctx, decided);
    const marketing = decided.filter((d) => d.verdict.verdict === 'send' && d.item.facts.kind === 'marketing');
    await countUse(
      ctx,
      marketing.map((d) => d.item.due.personNo),
    );
    await useConsents(ctx, decided);
    for (const one of decided) announce(ctx, one);
    return decided;
  });
}

/** How many more may be handed over in this second of the shop's time. */
async function roomInRate(ctx: Ctx, rate: number): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select count(*) as sent from messaging.outbound
    where kind = 'marketing' and handed_over_at > ${new Date(ctx.now().getTime() - 1000)}
  `.execute(ctx.db);
  return rate - (rows[0]?.sent ?? 0);
}

async function writeVerdicts(ctx: Ctx, decided: readonly Decided[]): Promise<void> {
  await sql`
    update messaging.outbound o set
      verdict = given.verdict, reason = given.reason, channel = given.channel,
      title = given.title, text = given.text, page = given.page,
      state = case
        when given.verdict = 'suppress' then 'suppressed'
        when given.verdict = 'defer' then 'queued'
        when given.channel = 'inbox' then 'accepted'
        else 'handed_over' end,
      due_at = case when given.verdict = 'defer' then given.until else o.due_at end,
      sent_at = case when given.verdict = 'send' and given.channel = 'inbox' then ${ctx.now()}::timestamptz end,
      handed_over_at = case when given.verdict = 'send' then ${ctx.now()}::timestamptz end,
      attempts = o.attempts + case when given.verdict = 'send' then 1 else 0 end
    from unnest(
      ${decided.map((d) => d.item.due.id)}::text[], ${decided.map((d) => d.verdict.verdict)}::text[],
      ${decided.map((d) => d.verdict.reason)}::text[], ${decided.map((d) => d.verdict.channel)}::text[],
      ${decided.map((d) => d.composed.title)}::text[], ${decided.map((d) => d.composed.text)}::text[],
      ${decided.map((d) => d.composed.page)}::text[],
      ${decided.map((d) => (d.verdict.verdict === 'defer' ? d.verdict.until : null))}::timestamptz[]
    ) as given (id, verdict, reason, channel, title, text, page, until)
    where o.id = given.id
  `.execute(ctx.db);
}

async function useConsents(ctx: Ctx, decided: readonly Decided[]): Promise<void> {
  const used = decided.filter((d) => d.verdict.verdict === 'send' && d.verdict.channel === 'subscribe');
  if (used.length === 0) return;
  await sql`
    update messaging.consent c set remaining = greatest(0, c.remaining - given.count), updated_at = ${ctx.now()}
    from (
      select person_no, template_key, count(*) as count
      from unnest(
        ${used.map((d) => d.item.due.personNo)}::int[], ${used.map((d) => d.item.due.templateKey)}::text[]
      ) as one (person_no, template_key)
      group by 1, 2
    ) as given
    where c.person_no = given.person_no and c.template_key = given.template_key
  `.execute(ctx.db);
}

function announce(ctx: Ctx, { item, verdict, composed }: Decided): void {
  const personNo = item.due.personNo;
  const about = aboutMessage({ item, verdict, composed });
  if (verdict.verdict === 'suppress')
    ctx.emit(messageSuppressed, { personNo, payload: { ...about, reason: verdict.reason } });
  if (verdict.verdict === 'defer')
    ctx.emit(messageDeferred, {
      personNo,
      payload: { ...about, reason: verdict.reason, until: verdict.until.toISOString() },
    });
  if (verdict.verdict === 'send' && verdict.channel === 'inbox') ctx.emit(messageSent, { personNo, payload: about });
}
