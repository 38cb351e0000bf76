import { formatTime } from '../../ui/calendar.ts';

/** 2026-11-30 10:00–11:00; a day ends at 24:00. */
export function slotText({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${formatTime(from)}–${formatTime(to).slice(11).replace('00:00', '24:00')}`;
}
