import { addDays, daysBetween } from '../../platform/calendar.ts';
import type { CodeValues } from './code-form.ts';

type Cost = Pick<CodeValues, 'costs' | 'cost' | 'costFrom' | 'lastDay'>;

/**
 * Fen that a code cost from one day to another, both counted. Paid once, it counts on its day; monthly, each day has its part of
 * its month. Days that follow one another add up to the whole, to the fen. `until`: the day on which it was archived.
 */
export function costBetween(values: Cost, from: string, to: string, until: string | null): number {
  const { costs, cost, costFrom, lastDay } = values;
  if (cost === null || costFrom === null) return 0;
  if (costs === 'once') return costFrom >= from && costFrom <= to ? cost : 0;
  const [end = to] = [to, lastDay, until].filter((day) => day !== null).sort();
  if (end < from || end < costFrom) return 0;
  return spentUntil(cost, costFrom, addDays(end, 1)) - spentUntil(cost, costFrom, from);
}

/** What the days before `day` cost: of the month that the day lies in, as much as is over, rounded down. */
function spentUntil(cost: number, costFrom: string, day: string): number {
  if (day <= costFrom) return 0;
  return partBefore(cost, day) - partBefore(cost, costFrom);
}

/** Counted from the year 0, so that a difference of two is what lies between. */
function partBefore(cost: number, day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = `${day.slice(0, 7)}-01`;
  const next =
    month === 12
      ? `${String(year + 1).padStart(4, '0')}-01-01`
      : `${day.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
  const gone = (BigInt(cost) * BigInt(daysBetween(first, day))) / BigInt(daysBetween(first, next));
  return cost * (year * 12 + month - 1) + Number(gone);
}
