import { type Words, words } from '@huoshui/contracts/words';
import type { PlacementValues } from './placement-form.ts';

/** `11 月 1 日至 11 日，周六、周日`: nothing where it is always there. */
export function scheduleWords({ days, weekdays }: Pick<PlacementValues, 'days' | 'weekdays'>): readonly Words[] {
  const on = weekdays ?? [];
  return [
    ...(days === null ? [] : [words(`${days.from} 至 ${days.to}`, `${days.from} to ${days.to}`)]),
    ...(on.length === 0
      ? []
      : [words(`周${on.map((n) => '一二三四五六日'[Number(n) - 1]).join('、')}`, on.map(weekdayName).join(', '))]),
  ];
}

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const weekdayName = (n: string) => NAMES[Number(n) - 1] ?? n;

/** `18:00–22:00`; null: all day. */
export function hoursText({ fromMinute, toMinute }: Pick<PlacementValues, 'fromMinute' | 'toMinute'>): Words | null {
  if (fromMinute === null || toMinute === null) return null;
  const [from, to] = [clock(fromMinute), clock(toMinute)];
  return fromMinute < toMinute
    ? words(`每天 ${from}–${to}`, `${from}–${to}`)
    : words(`每天 ${from} 到次日 ${to}`, `${from} to ${to} of the next day`);
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export function frequencyWords({
  pace,
  times,
  every,
  inAll,
  stops,
  rest,
}: Pick<PlacementValues, 'pace' | 'times' | 'every' | 'inAll' | 'stops' | 'rest'>): readonly Words[] {
  const until = stops ?? [];
  return [
    ...(pace === 'daily' ? [words(`每人每天最多 ${times} 次`, `at most ${times} a day for each`)] : []),
    ...(pace === 'days' ? [words(`每人 ${every} 天一次`, `once in ${every} days for each`)] : []),
    ...(inAll === null ? [] : [words(`一共最多 ${inAll} 次`, `at most ${inAll} in all`)]),
    ...(until.length === 0
      ? []
      : [
          words(
            `${until.map((one) => (one === 'tap' ? '点过' : '关掉')).join('或')}后不再出现`,
            `not after she ${until.map((one) => (one === 'tap' ? 'tapped' : 'closed')).join(' or ')} it`,
          ),
        ]),
    ...(rest ? [words(`关掉后 ${rest} 天再出现`, `${rest} days after she closed it again`)] : []),
  ];
}

/** As a sentence names one. */
export const calledBy = (name: string) => words(`弹窗或资源位「${name}」`, `Pop-up or slot “${name}”`);
