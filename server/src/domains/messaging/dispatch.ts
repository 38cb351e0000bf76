import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { sweep } from '../../platform/sweeps.ts';
import type { Wechat } from '../../wechat/index.ts';
import { aboutMessage } from './about.ts';
import { askCauses, type Cause } from './cause.ts';
import { type Channel, channelNamed } from './channel.ts';
import { readCircumstances } from './circumstances.ts';
import { type Due, takeDue } from './due.ts';
import { messageDeferred, messageFailed, messageSent, messageSuppressed } from './events.ts';
import { type Answer, judge, type Verdict } from './gate.ts';
import { governanceSetting } from './governance.ts';
import { handOver } from './hand-over.ts';
import { caseOf, type Offer } from './offer.ts';
import { holdReleasing } from './release.ts';
import { textOf } from './render.ts';
import { builtIn } from './template.ts';

/** A message with what was decided of it; `offer` is what its channel would send. */
export type Decided = { readonly due: Due; readonly verdict: Verdict; readonly offer: Offer | null };

/** A batch is small where channels take few at once, and as large as the largest that one of them takes. */
const BATCH = 200;

/** Judge what is due, then hand what may go to its channel. One batch a call. */
export function dispatchDue(wechat: Wechat, channels: readonly Channel[], causes: readonly Cause[]) {
  const limit = Math.max(BATCH, ...channels.filter((c) => c.send).map((c) => c.atOnce));
  return sweep({
    name: 'messaging.dispatch',
    due: sql`(select min(due_at) from messaging.outbound where state = 'queued')`,
    batch: limit,
    run: async (ctx) => {
      const decided = await decide(ctx, channels, causes, limit);
      await handOver(ctx, wechat, channels, decided.filter(isSent));
      return decided.length;
    },
  });
}

/** Everything up to the hand-over is one transaction: verdicts, quotas, consents used, messages that stay in the house. */
async function decide(
  ctx: Ctx,
  channels: readonly Channel[],
  causes: readonly Cause[],
  limit: number,
): Promise<Decided[]> {
  const rules = await getSetting(ctx, governanceSetting);
  return inTransaction(ctx, async (ctx) => {
    await holdReleasing(ctx);
    const dues = await takeDue(ctx, limit);
    if (dues.length === 0) return [];
    const now = ctx.now();
    const gone = await askCauses(
      ctx,
      causes,
      dues.map((due) => {
        const { ofBenefit = false, ofGoods = false } = builtIn(due.templateKey) ?? {};
        return { ...due, ofBenefit, ofGoods };
      }),
    );
    const circumstances = await readCircumstances(ctx, channels, dues, rules);
    const decided = dues.map((due) => {
      const { facts, offers } = caseOf(channels, circumstances, due, gone.get(due.id) ?? null, now);
      const verdict = judge(facts, rules, now);
      circumstances.take(due, verdict);
      return { due, verdict, offer: offers.find(({ answer }) => isOf(verdict, answer)) ?? null };
    });
    await writeVerdicts(ctx, channels, decided);
    await circumstances.save(ctx);
    for (const one of decided) announce(ctx, channels, one);
    return decided;
  });
}

function isOf(verdict: Verdict, answer: Answer): boolean {
  return answer.channel === verdict.channel && answer.account?.no === verdict.account?.no;
}

function isSent({ verdict }: Decided): boolean {
  return verdict.verdict === 'send';
}

async function writeVerdicts(ctx: Ctx, channels: readonly Channel[], decided: readonly Decided[]): Promise<void> {
  const rows = decided.map(({ due, verdict, offer }) => {
    const composed = offer?.composition.ok ? offer.composition.composed : null;
    const channel = channelNamed(channels, verdict.channel);
    const sent = verdict.verdict === 'send';
    return {
      id: due.id,
      verdict: verdict.verdict,
      reason: verdict.reason,
      channel: verdict.channel,
      app: verdict.account?.app ?? '',
      account: verdict.account?.no ?? 0,
      passedOver: JSON.stringify(verdict.passedOver),
      title: composed?.title ?? due.title,
      text: composed ? textOf(composed) : '',
      page: composed?.page ?? '',
      state: isRefused(verdict) ? 'failed' : (STATES[verdict.verdict] ?? (channel?.send ? 'handed_over' : 'accepted')),
      until: verdict.verdict === 'defer' ? verdict.until : null,
      cost: sent ? (channel?.cost ?? 0) : 0,
      error:
        verdict.reason === 'no_content' && offer && !offer.composition.ok ? offer.composition.problem.words.zh : null,
    };
  });
  await sql`
    update messaging.outbound o set
      verdict = given.verdict, reason = given.reason, channel = given.channel, app = given.app, account = given.account,
      passed_over = given.passed_over,
      title = given.title, text = given.text, page = given.page, state = given.state, cost = given.cost,
      error = case when given.verdict = 'send' then null else coalesce(given.error, o.error) end,
      due_at = case when given.verdict = 'defer' then given.until else o.due_at end,
      sent_at = case when given.state = 'accepted' then ${ctx.now()}::timestamptz end,
      handed_over_at = case when given.verdict = 'send' then ${ctx.now()}::timestamptz end,
      attempts = o.attempts + case when given.verdict = 'send' then 1 else 0 end
    from unnest(
      ${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.verdict)}::text[], ${rows.map((r) => r.reason)}::text[],
      ${rows.map((r) => r.channel)}::text[], ${rows.map((r) => r.passedOver)}::jsonb[],
      ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.text)}::text[], ${rows.map((r) => r.page)}::text[],
      ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.until)}::timestamptz[],
      ${rows.map((r) => r.cost)}::int[], ${rows.map((r) => r.error)}::text[],
      ${rows.map((r) => r.app)}::text[], ${rows.map((r) => r.account)}::int[]
    ) as given (id, verdict, reason, channel, passed_over, title, text, page, state, until, cost, error, app, account)
    where o.id = given.id
  `.execute(ctx.db);
}

/** A channel was given it and would not have it, and there is no other. */
function isRefused({ verdict, reason }: Verdict): boolean {
  return verdict === 'suppress' && reason === 'channel_refused';
}

/** What becomes of a message that is not sent now. */
const STATES: Readonly<Partial<Record<Verdict['verdict'], string>>> = { defer: 'queued', suppress: 'suppressed' };

/** Who was to hear of a piece that is gone again waits for it as before: whoever keeps what she waits for is told which. */
function goneOf({ variables }: Due, { reason }: Verdict): { readonly skuId?: string } {
  return reason === 'goods_gone' && variables.skuId ? { skuId: variables.skuId } : {};
}

function announce(ctx: Ctx, channels: readonly Channel[], { due, verdict, offer }: Decided): void {
  const title = offer?.composition.ok ? offer.composition.composed.title : due.title;
  const { personNo, payload } = aboutMessage({ ...due, channel: verdict.channel, title });
  if (isRefused(verdict)) ctx.emit(messageFailed, { personNo, payload: { ...payload, error: due.error ?? '' } });
  else if (verdict.verdict === 'suppress')
    ctx.emit(messageSuppressed, { personNo, payload: { ...payload, reason: verdict.reason, ...goneOf(due, verdict) } });
  // Who waits for her second at the shop's rate may be asked to wait for another; that is no news.
  if (verdict.verdict === 'defer' && !(verdict.reason === 'rate' && due.reason === 'rate'))
    ctx.emit(messageDeferred, {
      personNo,
      payload: { ...payload, reason: verdict.reason, until: verdict.until?.toISOString() ?? '' },
    });
  const channel = channelNamed(channels, verdict.channel);
  if (verdict.verdict === 'send' && channel && !channel.send)
    ctx.emit(messageSent, { personNo, payload: { ...payload, cost: channel.cost } });
}
