import { MINUTE_MS, nextMinuteOfDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { askedPause, isLater, type OfficialAccount, WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import type { AccountPort } from '../../messaging/index.ts';
import { type AccountRow, clientOf } from '../account/find.ts';
import { emptyWindows, giveBackToWindow, takeFromWindow } from '../hear/window.ts';
import { linkTo } from '../rules/parts.ts';
import { byAccount } from './reach.ts';

type Send = AccountPort['account_kf']['send'];
export type Letter = Parameters<Send>[2][number];
export type Outcome = Awaited<ReturnType<Send>>[number];
type Ended = Outcome extends infer One ? (One extends { readonly id: string } ? Omit<One, 'id'> : never) : never;

const WINDOW_OVER = [45015, 45047];
const NO_CONSENT = 43101;
const DAY_IS_FULL = 45009;

export const sendKf: Send = async (ctx, _wechat, letters) => one(ctx, letters, kf);
export const sendNotices: Send = async (ctx, _wechat, letters) => one(ctx, letters, notice);
export const sendTemplates: Send = async (ctx, _wechat, letters) => one(ctx, letters, template);

type Way = (ctx: Ctx, account: AccountRow, client: OfficialAccount, letter: Letter) => Promise<Ended>;

/** WeChat takes these one by one and knows no key of ours: only what surely did not arrive is sent again. */
async function one(ctx: Ctx, letters: readonly Letter[], way: Way): Promise<readonly Outcome[]> {
  const groups = await byAccount(ctx, letters);
  const told = await Promise.all(
    groups.flatMap(({ account, letters }) =>
      letters.map(async (letter) => {
        const ended: Ended =
          account === null
            ? { state: 'refused', error: '这个公众号已停用' }
            : await way(ctx, account, clientOf(ctx, account), letter);
        return { id: letter.id, ...ended };
      }),
    ),
  );
  return told;
}

/** One of what she opened is claimed first, so that a reply of the account and a journey never take the same one. */
async function kf(ctx: Ctx, account: AccountRow, client: OfficialAccount, letter: Letter): Promise<Ended> {
  const pair = { accountId: account.id, openid: letter.to.address ?? '' };
  const taken = await takeFromWindow(ctx, pair);
  if (taken === null) return { state: 'refused', error: '回复时限已过，或次数已用完' };
  try {
    await client.say(pair.openid, { kind: 'text', text: textOf(ctx, letter) });
    return { state: 'accepted' };
  } catch (error) {
    const ended = endOf(ctx, error, letter.attempts);
    if (error instanceof WechatError && WINDOW_OVER.includes(error.errcode)) await emptyWindows(ctx, pair);
    else if (ended.state !== 'unknown') await giveBackToWindow(ctx, pair, taken);
    return ended;
  }
}

/** WeChat names no message in its answer: its report is held against the person and the template. */
async function notice(ctx: Ctx, account: AccountRow, client: OfficialAccount, letter: Letter): Promise<Ended> {
  try {
    const { openid, templateId, ...rest } = noticeOf(ctx, letter);
    await client.sendNotice({ openid, templateId, ...rest });
    return { state: 'accepted', foreignId: `${noticeId(account.appid, openid, templateId)}${letter.id}` };
  } catch (error) {
    return endOf(ctx, error, letter.attempts);
  }
}

export const noticeId = (appid: string, openid: string, templateId: string): string =>
  `${appid} ${openid} ${templateId} `;

async function template(ctx: Ctx, account: AccountRow, client: OfficialAccount, letter: Letter): Promise<Ended> {
  try {
    const { messageId } = await client.sendTemplate(noticeOf(ctx, letter));
    return { state: 'accepted', foreignId: messageId === null ? null : foreignId(account.appid, messageId) };
  } catch (error) {
    return endOf(ctx, error, letter.attempts);
  }
}

/** The ids of accounts are numbers of their own: two of them may have the same. */
export const foreignId = (appid: string, messageId: string): string => `${appid} ${messageId}`;

function noticeOf(ctx: Ctx, { to, composed }: Letter) {
  const [{ appid }] = ctx.config.wechat.apps;
  return {
    openid: to.address ?? '',
    templateId: to.more.templateId ?? '',
    data: composed.data,
    opens: composed.page === '' ? null : { appid, page: composed.page },
  };
}

/** What leads on is a link within the text, as in the replies of rules. */
export function textOf(ctx: Ctx, { composed: { data, page } }: Letter): string {
  const said = data.text ?? '';
  if (page === '') return said;
  const [{ appid }] = ctx.config.wechat.apps;
  return `${said}\n${linkTo({ appid, page, fallback: ctx.config.publicUrl }, data.link ?? '')}`;
}

/** Codes: 43101 nothing is allowed any more, 45009 the quota of the day, which turns over at midnight. */
export function endOf(ctx: Ctx, error: unknown, attempts: number): Ended {
  const now = ctx.now();
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (error instanceof WechatUnreachable) {
    if (error.handedOver) return { state: 'unknown', error: error.message };
    const pause = Math.max(MINUTE_MS * 2 ** (attempts - 1), askedPause(error) ?? 0);
    return { state: 'later', error: error.message, at: after(pause) };
  }
  if (!(error instanceof WechatError)) return { state: 'unknown', error: String(error) };
  const said = `${error.errcode} ${error.errmsg}`;
  if (error.errcode === NO_CONSENT) return { state: 'later', error: said, at: now, noConsent: true };
  if (error.errcode === DAY_IS_FULL) return { state: 'later', error: said, at: nextMinuteOfDay(now, 0) };
  if (isLater(error)) return { state: 'later', error: said, at: after(10 * MINUTE_MS) };
  return { state: 'refused', error: said };
}
