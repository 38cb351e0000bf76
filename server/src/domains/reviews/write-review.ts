import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { getSetting } from '../../platform/settings.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { received } from '../orders/index.ts';
import { reviewErrors } from './errors.ts';
import { reviewAdded, reviewWritten } from './events.ts';
import { needsLook } from './gate.ts';
import { REVIEW, type Review } from './review.ts';
import { reviewRule } from './review-rule.ts';
import { reward } from './reward.ts';
import { askSafety } from './safety/ask.ts';

type Person = { readonly memberId: string; readonly personNo: number };
type Written = {
  readonly orderId: string;
  readonly lineId: string;
  readonly stars: number;
  readonly text: string;
  readonly pictures: readonly string[];
  readonly anonymous: boolean;
  /** From where she writes; null where nobody knows. */
  readonly ip: string | null;
};

/**
 * What she says of a line that arrived and that she keeps: once. Throws `reviews.not_reviewable`, `reviewed_already`, `picture_not_hers`.
 */
export async function writeReview(ctx: Ctx, kinds: BenefitKinds, person: Person, written: Written): Promise<Review> {
  return inTransaction(ctx, async (ctx) => {
    const rule = await getSetting(ctx, reviewRule);
    const since = new Date(ctx.now().getTime() - rule.days * DAY_MS);
    const { orderId, lineId, stars, pictures, anonymous, ip } = written;
    const lines = await received.lines(ctx, { memberId: person.memberId, orderId, since, hold: true });
    const line = lines.find((one) => one.lineId === lineId);
    if (line === undefined) throw reviewErrors.error('not_reviewable', { days: rule.days });
    await refuseForeign(ctx, person, pictures);
    const body = written.text.trim();
    const looked = needsLook(rule, { body });
    // Where there is nothing but stars there is nothing to check.
    const byCheck = rule.check === 'wechat' && !looked && (body !== '' || pictures.length > 0);
    const state = looked || byCheck ? 'waiting' : 'shown';
    const { rows } = await sql<Review>`
      insert into reviews.review as r (id, order_id, position, member_id, person_no, product_id, product_name, option_values, stars,
        body, pictures, anonymous, state, by_check, kept, created_at)
      values (${newId('rev')}, ${line.orderId}, ${line.position}, ${person.memberId}, ${person.personNo}, ${line.productId},
        ${line.name}, ${JSON.stringify(line.values)}::jsonb, ${stars}, ${body}, ${[...pictures]}::text[], ${anonymous}, ${state}, ${byCheck},
        ${line.kept}, ${ctx.now()})
      on conflict (order_id, position) do nothing
      returning ${REVIEW}
    `.execute(ctx.db);
    const [review] = rows;
    if (review === undefined) throw reviewErrors.error('reviewed_already');
    if (rule.check !== 'words') await askSafety(ctx, review, { addition: false, body, pictures, ip });
    await reward(ctx, kinds, [review]);
    const payload = { ...about(review), stars, pictures: pictures.length };
    ctx.emit(reviewWritten, { personNo: person.personNo, payload });
    return review;
  });
}

/** What she adds later, once. Throws `reviews.not_found`, `not_addable`, `empty`, `picture_not_hers`. */
export async function addToReview(
  ctx: Ctx,
  person: Person,
  id: string,
  added: { readonly text: string; readonly pictures: readonly string[]; readonly ip: string | null },
): Promise<Review> {
  return inTransaction(ctx, async (ctx) => {
    const rule = await getSetting(ctx, reviewRule);
    const body = added.text.trim();
    if (body === '' && added.pictures.length === 0) throw reviewErrors.error('empty');
    await refuseForeign(ctx, person, added.pictures);
    const looked = needsLook(rule, { body });
    const byCheck = rule.check === 'wechat' && !looked;
    const since = new Date(ctx.now().getTime() - rule.addDays * DAY_MS);
    const { rows } = await sql<Review>`
      update reviews.review r set added_body = ${body}, added_pictures = ${[...added.pictures]}::text[], added_at = ${ctx.now()},
        added_state = ${looked || byCheck ? 'waiting' : 'shown'}, added_by_check = ${byCheck}
      where id = ${id} and member_id = ${person.memberId} and added_at is null and state <> 'hidden' and created_at > ${since}
      returning ${REVIEW}
    `.execute(ctx.db);
    const [review] = rows;
    if (review === undefined) {
      const known = await sql`
        select 1 from reviews.review where id = ${id} and member_id = ${person.memberId}
      `.execute(ctx.db);
      throw known.rows.length === 0
        ? reviewErrors.error('not_found')
        : reviewErrors.error('not_addable', { days: rule.addDays });
    }
    if (rule.check !== 'words') await askSafety(ctx, review, { ...added, addition: true, body });
    const payload = { ...about(review), pictures: added.pictures.length };
    ctx.emit(reviewAdded, { personNo: person.personNo, payload });
    return review;
  });
}

async function refuseForeign(ctx: Ctx, { memberId }: Person, pictures: readonly string[]): Promise<void> {
  if (!(await received.arePicturesOf(ctx, memberId, pictures))) throw reviewErrors.error('picture_not_hers');
}

function about({ memberId, id, orderId, productId, productName }: Review) {
  return { memberId, reviewId: id, orderId, productId, name: productName };
}
