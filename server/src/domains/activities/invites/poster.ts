import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { findMembers } from '../../members/index.ts';
import type { MakePoster } from '../../posters/index.ts';
import { type ActivityRow, countsAt } from '../activity.ts';
import type { EntryRow } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { type OwnCodes, subjectOf } from '../fission/own-codes.ts';
import { settleMs } from '../fission/standing.ts';
import { readInvitation } from '../help.ts';
import type { Her } from '../met.ts';
import { asksFriends } from '../play.ts';
import { playOf } from '../plays.ts';
import { findTerms } from '../queries.ts';

/** Her invitation as a picture to show to friends. Throws `activities.no_such_entry` for anybody else's, `over`, `no_code_of_staff`, `posters.no_code`. */
export async function posterOfHers(
  ctx: Ctx,
  { poster: makePoster, codes }: { readonly poster: MakePoster; readonly codes: OwnCodes },
  her: Her,
  entryId: string,
): Promise<string> {
  const { entry, activity } = await readInvitation(ctx, entryId);
  if (entry.personNo !== her.personNo || !asksFriends(playOf(activity.play)))
    throw activityErrors.error('no_such_entry', { id: entryId });
  if (!countsAt(activity, ctx.now())) throw activityErrors.error('over');
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  const { poster } = activity.own;
  return makePoster(ctx, {
    subject: `entry:${entry.id}`,
    place: { page: 'activity', id: activity.id, entry: entry.id },
    nickname: me?.nickname ?? '',
    activity: activity.name,
    poster: typeof poster === 'string' ? poster : null,
    ...(await staffCode(ctx, codes, { entry, activity })),
  });
}

/** Where friends add staff by it: a code of theirs that is hers alone, for as long as it may count. */
async function staffCode(
  ctx: Ctx,
  codes: OwnCodes,
  { entry, activity }: { readonly entry: EntryRow; readonly activity: ActivityRow },
): Promise<{ readonly code?: string }> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const adds = playOf(activity.play).adds?.(own);
  if (adds === undefined) return {};
  const code = await codes.codeOf(ctx, {
    ...{ subject: subjectOf(entry.id), memberId: entry.memberId, staff: adds.staff, remark: activity.name },
    until: new Date(activity.endsAt.getTime() + settleMs(adds) + DAY_MS),
  });
  if (code === null) throw activityErrors.error('no_code_of_staff');
  return { code };
}
