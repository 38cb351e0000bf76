import type { Ctx } from '../../../platform/ctx.ts';
import { findMembers } from '../../members/index.ts';
import type { MakePoster } from '../../posters/index.ts';
import { countsAt } from '../activity.ts';
import { activityErrors } from '../errors.ts';
import { readInvitation } from '../help.ts';
import type { Her } from '../met.ts';
import { asksFriends } from '../play.ts';
import { playOf } from '../plays.ts';

/** Her invitation as a picture to show to friends. Throws `activities.no_such_entry` for anybody else's, `over`, `posters.no_code`. */
export async function posterOfHers(ctx: Ctx, makePoster: MakePoster, her: Her, entryId: string): Promise<string> {
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
  });
}
