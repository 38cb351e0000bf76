import type { RouteIn } from '@huoshui/contracts/contract';
import type { memberContract } from '@huoshui/contracts/members';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { memberErrors } from './errors.ts';
import { findLiving, type MemberRecord, updateProfile } from './queries.ts';

const FIXED_DAYS = 365;
/** Nobody is older, and the lunar calendar is known from then on. */
const EARLIEST = '1900-02-01';

/** From when on she may say another birthday; null: at any time. */
export function birthdayFixedUntil({ birthdayChangedAt }: MemberRecord, now: Date): Date | null {
  if (birthdayChangedAt === null) return null;
  const until = new Date(birthdayChangedAt.getTime() + FIXED_DAYS * DAY_MS);
  return until > now ? until : null;
}

/**
 * What she says of herself. Another birthday, or the same by the other calendar, once a year at most, so that nobody has one every month.
 * Throws `members.not_found`, `birthday_fixed`, `birthday_first`, `birthday_to_come`, `birthday_long_ago`.
 */
export async function changeProfile(
  ctx: Ctx,
  memberId: string,
  { birthday: day, birthdayLunar: lunar, ...rest }: RouteIn<(typeof memberContract)['PUT /api/shop/me']>['body'],
): Promise<MemberRecord> {
  if (day === undefined && lunar !== undefined) throw memberErrors.error('birthday_first');
  if (day !== undefined && day > shanghaiDay(ctx.now())) throw memberErrors.error('birthday_to_come');
  if (day !== undefined && day < EARLIEST) throw memberErrors.error('birthday_long_ago', { day: EARLIEST });
  const change = day === undefined ? rest : { ...rest, birthday: { day, lunar: lunar ?? false } };
  const fixedSince = new Date(ctx.now().getTime() - FIXED_DAYS * DAY_MS);
  const changed = await updateProfile(ctx, memberId, change, fixedSince);
  if (changed !== undefined) return changed;
  const member = await findLiving(ctx, memberId);
  const until = member && birthdayFixedUntil(member, ctx.now());
  if (!until) throw memberErrors.error('not_found');
  throw memberErrors.error('birthday_fixed', { day: shanghaiDay(until) });
}
