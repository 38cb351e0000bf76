import { shanghaiDay, shanghaiTime } from '../../platform/calendar.ts';
import type { Composed, Composition, Variables } from './channel.ts';
import type { BuiltIn } from './template.ts';

/** What the words of a message may use: what is known of it, and else what the template says instead. */
export function variablesFor(template: BuiltIn, given: Variables, now: Date): Variables {
  const known = Object.entries(given).filter(([, value]) => value.trim() !== '');
  const otherwise = template.variables.flatMap((v) => (v.otherwise ? [[v.name, v.otherwise] as const] : []));
  return { now: chineseTime(now), ...Object.fromEntries(otherwise), ...Object.fromEntries(known) };
}

/** The page of a message says which message it was, so that coming in through it can be counted. */
export function marked(composition: Composition, messageId: string): Composition {
  if (!composition.ok || composition.composed.page === '') return composition;
  const { page } = composition.composed;
  const composed = { ...composition.composed, page: `${page}${page.includes('?') ? '&' : '?'}m=${messageId}` };
  return { ok: true, composed };
}

/** The words as they stand in the send log. */
export function textOf({ lines }: Composed): string {
  return lines.map(({ label, text }) => (label === null ? text : `${label}:${text}`)).join('\n');
}

/** `2026年11月21日 10:00`, as WeChat's time fields want it. */
function chineseTime(at: Date): string {
  return `${chineseDay(at)} ${shanghaiTime(at).slice(11)}`;
}

/** `2026年11月21日`, as WeChat's date fields want it. */
export function chineseDay(at: Date): string {
  const [year, month, date] = shanghaiDay(at).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
