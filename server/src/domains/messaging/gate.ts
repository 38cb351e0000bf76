import type { messageKind, verdictReason } from '@huoshui/contracts/words/messaging';
import { addDays, dayStart, minuteOfDay, nextMinuteOfDay, shanghaiDay } from '../../platform/calendar.ts';
import type { NoLonger } from './cause.ts';

export type Kind = keyof typeof messageKind;
export type Reason = keyof typeof verdictReason;
/** Why one channel cannot be used, whatever holds for the message as a whole. */
export type ChannelReason = Extract<
  Reason,
  | 'no_channel'
  | 'no_address'
  | 'no_content'
  | 'no_consent'
  | 'refused'
  | 'window_closed'
  | 'channel_cap'
  | 'channel_refused'
  | 'unsubscribed'
  | 'not_approved'
  | 'no_right'
>;

export type GateRules = {
  readonly quietHours: { readonly enabled: boolean; readonly from: number; readonly to: number };
  readonly perDay: number;
  readonly perWeek: number;
  readonly perMonth: number;
  readonly globalHoldout: number;
};

/** An account of hers in an app: what she allows there, she allows there alone. */
export type HerAccount = { readonly no: number; readonly app: string };

/** What a channel says about this message: all that the gate knows of channels. */
export type Answer = {
  readonly channel: string;
  /** The account it would reach her by, where the channel knows several: each has an answer of its own. */
  readonly account?: HerAccount;
  readonly may: 'ok' | ChannelReason;
  /** When its answer changes by itself: the end of a cap's window. */
  readonly until: Date | null;
  /** When its platform, at its rate, takes one more; null: now. */
  readonly roomAt: Date | null;
  /** When its platform lets marketing out again; null: now. */
  readonly opensAt?: Date | null;
};

export type Case = {
  readonly kind: Kind;
  /** Why whoever asked for it no longer stands behind it; null: it does. */
  readonly noLonger: NoLonger | null;
  /** In the order in which the channels are wanted. */
  readonly answers: readonly Answer[];
  readonly blocked: boolean;
  readonly enabled: boolean;
  /** 0–99, fixed for a person in a quarter; 100 for one who is never held out. */
  readonly bucket: number;
  /** Marketing messages she already got in each window. */
  readonly used: Used;
  /** When the shop, at its rate, lets one more marketing message out; null: now. */
  readonly roomAt: Date | null;
  /** It was let through before and the channel did not take it: it waits for room instead of being dropped. */
  readonly again: boolean;
};

export type Used = { readonly day: number; readonly week: number; readonly month: number };

export type Verdict = {
  readonly channel: string;
  readonly account?: HerAccount;
  /** The other channels, and accounts, that were asked, and why each was not taken. */
  readonly passedOver: readonly { readonly channel: string; readonly app?: string; readonly reason: ChannelReason }[];
} & (
  | { readonly verdict: 'send'; readonly reason: 'ok' }
  /** `until` null: until whoever holds it lets it go. */
  | { readonly verdict: 'defer'; readonly reason: Reason; readonly until: Date | null }
  | { readonly verdict: 'suppress'; readonly reason: Reason }
);

/**
 * May this message go to this person now, and which way? Pure, and the only place that says so: cause → consent → holdout →
 * caps → quiet hours → rate. A service message, about her own
 * order, is bound by consent and the platform's limits alone.
 */
export function judge(message: Case, rules: GateRules, now: Date): Verdict {
  const { answers } = message;
  const chosen = answers.find(({ may }) => may === 'ok');
  const passedOver = (chosen ? answers.slice(0, answers.indexOf(chosen)) : answers.slice(1)).flatMap(
    ({ channel, account, may }) =>
      may === 'ok' ? [] : [{ channel, ...(account ? { app: account.app } : {}), reason: may }],
  );
  const { channel = '', account } = chosen ?? answers[0] ?? {};
  const by = { channel, ...(account ? { account } : {}), passedOver };
  const no = (reason: Reason): Verdict => ({ ...by, verdict: 'suppress', reason });
  const wait = (reason: Reason, until: Date): Verdict => ({ ...by, verdict: 'defer', reason, until });

  if (message.noLonger)
    return message.noLonger === 'paused'
      ? { ...by, verdict: 'defer', reason: 'paused', until: null }
      : no(message.noLonger);
  if (message.blocked) return no('blocked');
  if (!message.enabled) return no('template_off');
  if (!chosen) {
    const until = message.again ? earliest(answers.map((a) => a.until)) : null;
    if (until) return wait('channel_cap', until);
    // What its own channel said of it is the reason, whatever the others lack.
    return no(reasonOf(answers.find(({ may }) => may === 'channel_refused') ?? answers[0]));
  }
  if (message.kind === 'marketing') {
    if (message.bucket < rules.globalHoldout) return no('holdout');
    const full = endOfCaps(message.used, rules, now);
    if (full) return message.again ? wait('frequency_cap', full) : no('frequency_cap');
    const quiet = latest([endOfQuiet(rules, now), chosen.opensAt ?? null]);
    if (quiet) return wait('quiet_hours', quiet);
  }
  const room = latest([chosen.roomAt, message.kind === 'marketing' ? message.roomAt : null]);
  if (room) return wait('rate', room);
  return { ...by, verdict: 'send', reason: 'ok' };
}

function reasonOf(answer: Answer | undefined): ChannelReason {
  return answer && answer.may !== 'ok' ? answer.may : 'no_channel';
}

/** When the caps that are reached let the next one through, or null while there is room. */
function endOfCaps(used: Used, rules: GateRules, now: Date): Date | null {
  const ends = windowEnds(now);
  return latest([
    used.day >= rules.perDay ? ends.day : null,
    used.week >= rules.perWeek ? ends.week : null,
    used.month >= rules.perMonth ? ends.month : null,
  ]);
}

/** The instant at which quiet hours end, or null when it is not quiet. `from` = `to` means never quiet. */
export function endOfQuiet({ quietHours }: Pick<GateRules, 'quietHours'>, now: Date): Date | null {
  const { enabled, from, to } = quietHours;
  if (!enabled || from === to) return null;
  const minute = minuteOfDay(now);
  const quiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return quiet ? nextMinuteOfDay(now, to) : null;
}

/** The windows a message counts in: calendar day, week from Monday, calendar month, all Asia/Shanghai. */
export function windowsOf(now: Date): { readonly day: string; readonly week: string; readonly month: string } {
  const day = shanghaiDay(now);
  return { day: `day:${day}`, week: `week:${mondayOf(day)}`, month: `month:${day.slice(0, 7)}` };
}

/** The first instant after each of these windows. */
export function windowEnds(now: Date): { readonly day: Date; readonly week: Date; readonly month: Date } {
  const day = shanghaiDay(now);
  const inNextMonth = addDays(`${day.slice(0, 7)}-28`, 4);
  return {
    day: dayStart(addDays(day, 1)),
    week: dayStart(addDays(mondayOf(day), 7)),
    month: dayStart(`${inNextMonth.slice(0, 7)}-01`),
  };
}

function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

function latest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time ? [time.getTime()] : []));
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => (time ? [time.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
