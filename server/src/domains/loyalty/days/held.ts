import type { Birthday } from '../../../platform/birthday.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { findMembers } from '../../members/index.ts';
import type { Schedule } from './schedule.ts';

/** The birthdays of those for whom something hangs on them; no statement where nothing does. */
export async function birthdaysFor(
  ctx: Ctx,
  days: readonly { readonly memberId: string; readonly schedule: Schedule }[],
): Promise<(memberId: string) => Birthday | null> {
  const ids = days.flatMap(({ memberId, schedule }) => (schedule.kind === 'birthday' ? [memberId] : []));
  const members = ids.length === 0 ? null : await findMembers(ctx, ids);
  return (memberId) => members?.get(memberId)?.birthday ?? null;
}
