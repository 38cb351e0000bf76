import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { reviewErrors } from './errors.ts';
import { getReview, REVIEW, type Review } from './review.ts';
import { reward, takeRewardsBack } from './reward.ts';

type Act = 'show' | 'hide' | 'hide_addition';
type Judgement = { readonly ids: readonly string[]; readonly act: Act; readonly reason?: string | undefined };

const sets: Readonly<Record<Act, (reason: string) => RawBuilder<unknown>>> = {
  show: () =>
    sql`state = 'shown', hidden_because = null, added_state = case when added_at is not null then 'shown' end`,
  hide: (reason) => sql`state = 'hidden', hidden_because = ${reason}`,
  hide_addition: () => sql`added_state = case when added_at is not null then 'hidden' end`,
};

/**
 * Shows reviews, hides them, or what was added to them; those that stand so already stay as they are. What is shown is given for, what
 * is hidden has its reward taken back. Answers how many changed. Throws `reviews.reason_missing`.
 */
export async function judgeReviews(
  ctx: Ctx,
  kinds: BenefitKinds,
  { ids, act, reason = '' }: Judgement,
): Promise<number> {
  if (act === 'hide' && reason.trim() === '') throw reviewErrors.error('reason_missing');
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Review>`
      with judged as (
        select id from reviews.review where id = any(${[...ids]}::text[]) and ${changes(act)} order by id for no key update
      )
      update reviews.review r set ${sets[act](reason.trim())} from judged where r.id = judged.id
      returning ${REVIEW}
    `.execute(ctx.db);
    if (act === 'show') await reward(ctx, kinds, rows);
    if (act === 'hide')
      await takeRewardsBack(
        ctx,
        kinds,
        rows.map(({ id }) => id),
      );
    return rows.length;
  });
}

function changes(act: Act): RawBuilder<unknown> {
  if (act === 'show') return sql`(state <> 'shown' or coalesce(added_state, 'shown') <> 'shown')`;
  return act === 'hide' ? sql`state <> 'hidden'` : sql`added_at is not null and added_state <> 'hidden'`;
}

/** What the shop says to it; nothing takes it away. */
export async function replyToReview(ctx: Ctx, id: string, text: string): Promise<void> {
  await getReview(ctx, id);
  const reply = text.trim() === '' ? null : text.trim();
  await sql`
    update reviews.review set reply = ${reply}, replied_at = ${reply === null ? null : ctx.now()}::timestamptz where id = ${id}
  `.execute(ctx.db);
}
