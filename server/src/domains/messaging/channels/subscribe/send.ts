import { MINUTE_MS, nextMinuteOfDay } from '../../../../platform/calendar.ts';
import type { Ctx } from '../../../../platform/ctx.ts';
import { askedPause, isLater, type Wechat, WechatError, WechatUnreachable } from '../../../../wechat/index.ts';
import type { Letter, Outcome } from '../../channel.ts';

/** WeChat takes them one by one and has no idempotency key: only what surely did not arrive may be sent again. */
export async function sendNotices(ctx: Ctx, wechat: Wechat, letters: readonly Letter[]): Promise<readonly Outcome[]> {
  return Promise.all(letters.map(async (letter) => sendOne(ctx, wechat, letter)));
}

async function sendOne(ctx: Ctx, wechat: Wechat, { id, to, composed, attempts }: Letter): Promise<Outcome> {
  const { wechatTemplateId: templateId = '', ...data } = composed.data;
  try {
    const app = wechat.app(to.account?.app ?? '');
    if (!app) return { id, state: 'failed', error: '这个小程序已不在配置里' };
    const { messageId } = await app.sendSubscribe({
      openid: to.address ?? '',
      templateId,
      data,
      page: composed.page,
    });
    return { id, state: 'accepted', foreignId: messageId };
  } catch (error) {
    return { id, ...read(error, attempts, ctx.now()) };
  }
}

type Read =
  | { readonly state: 'refused' | 'unknown'; readonly error: string }
  | { readonly state: 'later'; readonly error: string; readonly at: Date; readonly noConsent?: true };

/** Codes: 43101 no grant left; 45009 the quota of the day is used up, and turns over at midnight. */
function read(error: unknown, attempts: number, now: Date): Read {
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (error instanceof WechatUnreachable)
    return error.handedOver
      ? { state: 'unknown', error: error.message }
      : {
          state: 'later',
          error: error.message,
          at: after(Math.max(MINUTE_MS * 2 ** (attempts - 1), askedPause(error) ?? 0)),
        };
  if (!(error instanceof WechatError)) return { state: 'unknown', error: String(error) };
  if (error.errcode === 43101)
    return { state: 'later', error: '43101 用户没有剩余订阅次数', at: after(0), noConsent: true };
  const said = `${error.errcode} ${error.errmsg}`;
  if (error.errcode === 45009) return { state: 'later', error: said, at: nextMinuteOfDay(now, 0) };
  if (isLater(error)) return { state: 'later', error: said, at: after(10 * MINUTE_MS) };
  return { state: 'refused', error: said };
}
