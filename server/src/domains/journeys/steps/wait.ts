import { MINUTE_MS, nextMinuteOfDay } from '../../../platform/calendar.ts';
import { minutesOf, type NodeOf } from '../definition.ts';

/** When somebody who comes to a wait now goes on: after its duration, or at its time of the day (Asia/Shanghai). */
export function wakeTime(node: NodeOf<'wait'> | NodeOf<'wait_until'>, now: Date): Date {
  return node.kind === 'wait'
    ? new Date(now.getTime() + minutesOf(node.duration) * MINUTE_MS)
    : nextMinuteOfDay(now, node.minuteOfDay);
}
