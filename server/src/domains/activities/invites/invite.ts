import type { InviteState } from '@huoshui/contracts/words/activity-invites';
import { type RawBuilder, sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Brings } from '../play.ts';

/** A newcomer, and whose she is. */
export type InviteRow = {
  readonly personNo: number;
  readonly memberId: string;
  readonly activityNo: number;
  readonly entryNo: number;
  readonly state: InviteState;
  readonly cameAt: Date;
  readonly acceptedAt: Date | null;
  readonly dueAt: Date | null;
  readonly round: number;
  readonly cleared: boolean;
};

export const INVITE = sql.raw(
  'i.person_no, i.member_id, i.activity_no, i.state, i.came_at, i.accepted_at, i.due_at, i.round, i.cleared',
);

/** Whom an invitation brought to the shop, by any of its rows `i`: new, and not refused since. */
export const BROUGHT: RawBuilder<boolean> = sql`i.state not in ('refused', 'void') and not i.tester`;

/** A share card opens the shop and its page in one go; slow phones and a phone number in between are within this. */
const ONE_VISIT_MS = 30 * MINUTE_MS;

/** Whether somebody came to the shop for the first time by an invitation that she opened then: never before it, and not before it was there. */
export function cameByIt(joinedAt: Date, entryJoinedAt: Date, openedAt: Date): boolean {
  return joinedAt >= entryJoinedAt && openedAt.getTime() - joinedAt.getTime() < ONE_VISIT_MS;
}

export type Ordered = { readonly paidAt: Date; readonly kept: number };

/** From when on she counts by what she ordered: the first of her orders that keeps enough; null where none does. */
export function countsFrom(orders: readonly Ordered[], { least, settleDays }: Brings): Date | null {
  const stays = orders.filter(({ kept }) => kept >= least).map(({ paidAt }) => paidAt.getTime());
  return stays.length === 0 ? null : new Date(Math.min(...stays) + settleDays * DAY_MS);
}

export function roundKey({ personNo, round }: Pick<InviteRow, 'personNo' | 'round'>): string {
  return `invite:${personNo}:${round}`;
}

export function welcomeKey({ activityNo, personNo }: Pick<InviteRow, 'activityNo' | 'personNo'>): string {
  return `activity-welcome:${activityNo}:${personNo};`;
}
