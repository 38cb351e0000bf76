import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Wechat, WechatError, WechatUnreachable } from '../../wechat/index.ts';
import { aboutMessage, type Decided } from './decided.ts';
import { messageFailed, messageSent, messageUnknown } from './events.ts';

/** accepted · failed for good · again after a while (WeChat surely did not take it) · unknown. */
type Outcome =
  | { readonly state: 'accepted' }
  | { readonly state: 'failed'; readonly error: string; readonly consentGone: boolean }
  | { readonly state: 'again'; readonly error: string; readonly afterMs: number }
  | { readonly state: 'unknown'; readonly error: string };

const AT_ONCE = 8;
const MOST_TRIES = 5;

/** Give messages to WeChat, some at a time, and write down what became of each. */
export async function handOver(ctx: Ctx, wechat: Wechat, messages: readonly Decided[]): Promise<void> {
  for (let start = 0; start < messages.length; start += AT_ONCE) {
    const some = messages.slice(start, start + AT_ONCE);
    const results = await Promise.all(some.map(async (m) => ({ message: m, outcome: await send(wechat, m) })));
    await inTransaction(ctx, async (ctx) => {
      for (const { message, outcome } of results) await settle(ctx, message, outcome);
    });
  }
}

async function send(wechat: Wechat, { item, composed }: Decided): Promise<Outcome> {
  if (!item.openid || !composed.wechatTemplateId)
    return { state: 'failed', error: '没有配置微信模板 ID', consentGone: false };
  try {
    await wechat.miniProgram.sendSubscribe({
      openid: item.openid,
      templateId: composed.wechatTemplateId,
      data: composed.data,
      page: composed.page,
    });
    return { state: 'accepted' };
  } catch (error) {
    return read(error, item.due.attempts);
  }
}

/** Only what surely did not reach WeChat is tried again: it has no idempotency key, so a second message could arrive. */
function read(error: unknown, attempts: number): Outcome {
  if (error instanceof WechatUnreachable)
    return error.handedOver || attempts >= MOST_TRIES
      ? { state: error.handedOver ? 'unknown' : 'failed', error: error.message, consentGone: false }
      : { state: 'again', error: error.message, afterMs: 60_000 * 2 ** attempts };
  if (!(error instanceof WechatError)) return { state: 'unknown', error: String(error) };
  if (error.errcode === 43101) return { state: 'failed', error: '43101 用户没有剩余订阅次数', consentGone: true };
  if ([45009, 45011, -1].includes(error.errcode) && attempts < MOST_TRIES)
    return { state: 'again', error: `${error.errcode} ${error.errmsg}`, afterMs: 600_000 };
  return { state: 'failed', error: `${error.errcode} ${error.errmsg}`, consentGone: false };
}

async function settle(ctx: Ctx, message: Decided, outcome: Outcome): Promise<void> {
  const { due } = message.item;
  const state = outcome.state === 'again' ? 'queued' : outcome.state;
  const error = outcome.state === 'accepted' ? null : outcome.error;
  const dueAt = outcome.state === 'again' ? new Date(ctx.now().getTime() + outcome.afterMs) : null;
  await sql`
    update messaging.outbound set state = ${state}, error = ${error}, due_at = coalesce(${dueAt}::timestamptz, due_at),
      sent_at = case when ${state} = 'accepted' then ${ctx.now()}::timestamptz end
    where id = ${due.id} and state = 'handed_over'
  `.execute(ctx.db);
  if (outcome.state === 'again' || (outcome.state === 'failed' && !outcome.consentGone))
    await giveBackConsent(ctx, due);
  if (outcome.state === 'failed' && outcome.consentGone) await dropConsent(ctx, due);
  const about = { personNo: due.personNo, payload: aboutMessage(message) };
  if (outcome.state === 'accepted') ctx.emit(messageSent, about);
  if (outcome.state === 'unknown') ctx.emit(messageUnknown, about);
  if (outcome.state === 'failed')
    ctx.emit(messageFailed, { ...about, payload: { ...about.payload, error: outcome.error } });
}

type ConsentKey = { readonly personNo: number; readonly templateKey: string };

async function giveBackConsent(ctx: Ctx, key: ConsentKey): Promise<void> {
  await sql`
    update messaging.consent set remaining = remaining + 1, updated_at = ${ctx.now()}
    where person_no = ${key.personNo} and template_key = ${key.templateKey}
  `.execute(ctx.db);
}

/** WeChat says there is nothing left: our own count was wrong, so it starts again from zero. */
async function dropConsent(ctx: Ctx, key: ConsentKey): Promise<void> {
  await sql`
    update messaging.consent set remaining = 0, updated_at = ${ctx.now()}
    where person_no = ${key.personNo} and template_key = ${key.templateKey}
  `.execute(ctx.db);
}
