import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { memberErrors } from './errors.ts';
import { findLiving, type MemberRecord, type ProfileChange, updateProfile } from './queries.ts';

const FIXED_DAYS = 365;

/** From when on she may say another birthday; null: at any time. */
export function birthdayFixedUntil({ birthdayChangedAt }: MemberRecord, now: Date): Date | null {
  if (birthdayChangedAt === null) return null;
  const until = new Date(birthdayChangedAt.getTime() + FIXED_DAYS * DAY_MS);
  return until > now ? until : null;
}

/**
 * What she says of herself. Another birthday once a year at most, so that nobody has one every month. Throws `members.not_found`,
 * `birthday_fixed`, `birthday_to_come`.
 */
export async function changeProfile(ctx: Ctx, memberId: string, change: ProfileChange): Promise<MemberRecord> {
  if (change.birthday !== undefined && change.birthday > shanghaiDay(ctx.now()))
    throw memberErrors.error('birthday_to_come');
  const fixedSince = new Date(ctx.now().getTime() - FIXED_DAYS * DAY_MS);
  const changed = await updateProfile(ctx, memberId, change, fixedSince);
  if (changed !== undefined) return changed;
  const member = await findLiving(ctx, memberId);
  const until = member && birthdayFixedUntil(member, ctx.now());
  if (!until) throw memberErrors.error('not_found');
  throw memberErrors.error('birthday_fixed', { day: shanghaiDay(until) });
}
