import { MINUTE_MS } from '../../../platform/calendar.ts';
import { WechatError } from '../../../wechat/index.ts';

const PAUSES_MS = [0.5, 2, 10, 30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS);
/** WeCom is busy, or asked too often: later it will do. */
const LATER = [-1, 45009, 45033, 42001, 40014, 41078];

/** When to ask again, after so many tries in vain. */
export function againAt(tries: number, now: Date): Date {
  return new Date(now.getTime() + (PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? MINUTE_MS));
}

/** What WeCom refuses for good; of everything else nobody knows, or it will do later. */
export const isForGood = (error: unknown): boolean => error instanceof WechatError && !LATER.includes(error.errcode);
