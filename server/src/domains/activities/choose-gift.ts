import type { RewardState } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { dueAt } from './activity.ts';
import { giftsOf } from './activity-form.ts';
import { findEntry, holdEntries } from './entries.ts';
import { activityErrors } from './errors.ts';
import type { Her } from './met.ts';
import { findByNo, findTerms } from './queries.ts';

type Choice = { readonly tier: number; readonly gift: number };

/** Until it is given, and once more where it could not be: another may still be there. */
export const isOpen = (state: RewardState | null): boolean => state === 'due' || state === 'refused';

/**
 * She says which of the gifts of a tier that she reached she would like; said again, the last word holds until it is given. Throws
 * `activities.no_such_entry`, `nothing_to_choose`, `gift_settled`.
 */
export async function chooseGift(ctx: Ctx, her: Her, entryId: string, { tier, gift }: Choice): Promise<Choice> {
  const entry = await findEntry(ctx, entryId);
  if (entry?.personNo !== her.personNo) throw activityErrors.error('no_such_entry', { id: entryId });
  // Whoever gives it holds the entry too: it is given as it was chosen before, or as it is now.
  await holdEntries(ctx, [entry.no]);
  const activity = (await findByNo(ctx, [entry.activityNo])).get(entry.activityNo);
  const { values } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const of = values.tiers[tier];
  const gifts = of === undefined ? [] : giftsOf(of);
  if (activity === undefined || gifts.length < 2 || gift >= gifts.length)
    throw activityErrors.error('nothing_to_choose');
  const { rows } = await sql`
    update activities.reward set chosen = ${gift}, state = 'due', due_at = ${dueAt(activity, values, ctx.now())},
      settled_at = null, trouble = null
    where entry_no = ${entry.no} and tier = ${tier} and state in ('due', 'refused') returning tier
  `.execute(ctx.db);
  if (rows.length === 0) throw activityErrors.error('gift_settled');
  return { tier, gift };
}
