import { addDays, minuteOfDay, nextMinuteOfDay, shanghaiDay } from '../../platform/calendar.ts';

export type Kind = 'service' | 'marketing';
export type Channel = 'subscribe' | 'inbox';
export type Reason =
  | 'ok'
  | 'no_consent'
  | 'refused'
  | 'blocked'
  | 'holdout'
  | 'goal_reached'
  | 'frequency_cap'
  | 'quiet_hours'
  | 'rate'
  | 'no_address'
  | 'exited';

export type GateRules = {
  readonly quietHours: { readonly enabled: boolean; readonly from: number; readonly to: number };
  readonly perDay: number;
  readonly perWeek: number;
  readonly perMonth: number;
  readonly globalHoldout: number;
};

export type Case = {
  readonly kind: Kind;
  /** In the order in which they are wanted. */
  readonly channels: readonly Channel[];
  readonly blocked: boolean;
  readonly enabled: boolean;
  readonly hasOpenid: boolean;
  readonly consent: { readonly remaining: number; readonly refused: boolean };
  /** 0–99, fixed for a person in a quarter. */
  readonly bucket: number;
  /** Marketing messages she already got in each window. */
  readonly used: { readonly day: number; readonly week: number; readonly month: number };
  readonly roomInRate: boolean;
};

export type Verdict =
  | { readonly verdict: 'send'; readonly channel: Channel; readonly reason: 'ok' }
  | { readonly verdict: 'defer'; readonly channel: Channel; readonly reason: Reason; readonly until: Date }
  | { readonly verdict: 'suppress'; readonly channel: Channel; readonly reason: Reason };

/**
 * May this message go to this person now? Pure, and the only place that says so: consent → holdout → quotas → quiet
 * hours → rate. (Goals and exits cancel waiting messages before they come here.) A service message, about her own order,
 * is bound by consent alone.
 */
export function judge(message: Case, rules: GateRules, now: Date): Verdict {
  const first = message.channels[0] ?? 'inbox';
  const no = (reason: Reason): Verdict => ({ verdict: 'suppress', channel: first, reason });
  if (message.blocked || !message.enabled) return no('blocked');
  const channel = message.channels.find((c) => mayUse(c, message));
  if (!channel) return no(whyNone(message));
  if (message.kind === 'service') return { verdict: 'send', channel, reason: 'ok' };
  if (message.bucket < rules.globalHoldout) return { verdict: 'suppress', channel, reason: 'holdout' };
  const { used } = message;
  if (used.day >= rules.perDay || used.week >= rules.perWeek || used.month >= rules.perMonth)
    return { verdict: 'suppress', channel, reason: 'frequency_cap' };
  const until = endOfQuiet(rules, now);
  if (until) return { verdict: 'defer', channel, reason: 'quiet_hours', until };
  if (!message.roomInRate) return { verdict: 'defer', channel, reason: 'rate', until: new Date(now.getTime() + 1000) };
  return { verdict: 'send', channel, reason: 'ok' };
}

function mayUse(channel: Channel, message: Case): boolean {
  return channel === 'inbox' || (message.hasOpenid && message.consent.remaining > 0);
}

function whyNone({ hasOpenid, consent }: Case): Reason {
  if (!hasOpenid) return 'no_address';
  return consent.refused ? 'refused' : 'no_consent';
}

/** The instant at which quiet hours end, or null when it is not quiet. `from` = `to` means never quiet. */
export function endOfQuiet({ quietHours }: GateRules, now: Date): Date | null {
  const { enabled, from, to } = quietHours;
  if (!enabled || from === to) return null;
  const minute = minuteOfDay(now);
  const quiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return quiet ? nextMinuteOfDay(now, to) : null;
}

/** The windows a message counts in: calendar day, week from Monday, calendar month, all Asia/Shanghai. */
export function windowsOf(now: Date): { day: string; week: string; month: string } {
  const day = shanghaiDay(now);
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { day: `day:${day}`, week: `week:${addDays(day, -weekday)}`, month: `month:${day.slice(0, 7)}` };
}

export const REASON_TEXT: Readonly<Record<Reason, string>> = {
  ok: '可以发送',
  no_consent: '没有订阅额度',
  refused: '用户拒绝了订阅',
  blocked: '会员或模板已停用',
  holdout: '对照组，不打扰',
  goal_reached: '目标已达成，不再发送',
  frequency_cap: '达到频次上限',
  quiet_hours: '免打扰时段，顺延发送',
  rate: '发送过快，稍后发送',
  no_address: '没有可触达的微信身份',
  exited: '已离开旅程',
};
