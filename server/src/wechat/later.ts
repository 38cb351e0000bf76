import { WechatError, WechatUnreachable } from './errors.ts';
import { PayError } from './pay/errors.ts';

/** -1 busy; 45009 a quota of the day or the minute is used up; 45011 too frequent, of links 85403, of WeCom 45033. */
const laterErrcodes = [-1, 45009, 45011, 45033, 85403];

/**
 * Its pages spell "too often" as FREQUENCY_LIMITED, FREQUENCY_LIMIT, FREQUENCY_LIMIT_EXCEED, RATELIMIT_EXCEED(ED): the start
 * of the word decides. 500 also carries definite refusals (OPENID_MISMATCH), so the status alone says nothing there.
 */
const laterPayCode = /^(SYSTEMERROR|BANKERROR|FREQUENCY|RATELIMIT)/;

/** Whether the same call may fare better some time from now: no answer, too busy, too often. Nothing was refused for good. */
export function isLater(error: unknown): boolean {
  if (error instanceof PayError) return error.status === 429 || laterPayCode.test(error.code);
  if (error instanceof WechatError) return laterErrcodes.includes(error.errcode);
  return error instanceof WechatUnreachable;
}

/** Milliseconds that the other side asked us to wait; null where it asked nothing. */
export function askedPause(error: unknown): number | null {
  return error instanceof PayError || error instanceof WechatUnreachable ? error.retryAfterMs : null;
}

/** `Retry-After`: seconds, or a moment. Null for anything else. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
