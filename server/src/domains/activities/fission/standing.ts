import type { AddedState } from '@huoshui/contracts/words/activity-fission';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Adds } from '../play.ts';

const HOUR_MS = 60 * MINUTE_MS;

/** How long a friend may still be counted back. */
export const settleMs = ({ settleHours }: Adds): number => settleHours * HOUR_MS;

export type Added = {
  readonly external: string;
  readonly known: boolean;
  /** Who of the members she is; null: nobody knows, or none. */
  readonly personNo: number | null;
  /** Whose code it was. */
  readonly ownerNo: number;
  readonly newOnly: boolean;
  readonly firstAt: Date;
  readonly lostAt: Date | null;
  readonly settleAt: Date;
};

/**
 * Who of these counts, and why the others do not: all of one activity that are, or may be, the same person. Of one person with several
 * accounts the one that came first counts. Pure; the same for any order.
 */
export function standingsOf(rows: readonly Added[]): ReadonlyMap<string, AddedState> {
  const counted = new Set<number>();
  const found = new Map<string, AddedState>();
  const inOrder = rows.toSorted(
    (a, b) => a.firstAt.getTime() - b.firstAt.getTime() || (a.external < b.external ? -1 : 1),
  );
  for (const row of inOrder) {
    const alone = aloneOf(row);
    const state = alone === 'counted' && row.personNo !== null && counted.has(row.personNo) ? 'twice' : alone;
    if (state === 'counted' && row.personNo !== null) counted.add(row.personNo);
    found.set(row.external, state);
  }
  return found;
}

function aloneOf({ known, newOnly, personNo, ownerNo, lostAt, settleAt }: Added): AddedState {
  if (known && newOnly) return 'known';
  if (personNo === ownerNo) return 'her_own';
  return lostAt !== null && lostAt < settleAt ? 'left' : 'counted';
}
