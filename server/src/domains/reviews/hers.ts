import type { HerReview } from '@huoshui/contracts/reviews';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { getSetting } from '../../platform/settings.ts';
import { received } from '../orders/index.ts';
import { REVIEW, type Review } from './review.ts';
import { reviewRule, rewardWords } from './review-rule.ts';

/** The lines that wait for what she has to say, the latest order first; and what a review must have to earn something. */
export async function listPending(ctx: Ctx, memberId: string, orderId?: string) {
  const rule = await getSetting(ctx, reviewRule);
  const since = new Date(ctx.now().getTime() - rule.days * DAY_MS);
  const lines = await received.lines(ctx, { memberId, since, ...(orderId === undefined ? {} : { orderId }) });
  const orders = [...new Set(lines.map((line) => line.orderId))];
  const { rows } = await sql<{ lineId: string }>`
    select order_id || '.' || position as line_id from reviews.review where order_id = any(${orders}::text[])
  `.execute(ctx.db);
  const done = new Set(rows.map(({ lineId }) => lineId));
  return {
    items: lines
      .filter(({ lineId }) => !done.has(lineId))
      .map(({ orderId, lineId, productId, name, values, image, receivedAt }) => ({
        orderId,
        lineId,
        productId,
        name,
        values: [...values],
        image,
        until: new Date(receivedAt.getTime() + rule.days * DAY_MS).toISOString(),
      })),
    reward: rule.points === 0 && rule.gift === null ? null : { words: rewardWords(rule), points: rule.points },
  };
}

type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** What she wrote, the latest first, hidden ones too, with the reason. */
export async function listHers(ctx: Ctx, memberId: string, { cursor, limit = 20 }: PageQuery) {
  const { addDays } = await getSetting(ctx, reviewRule);
  const after = decodeCursor(cursor, ['instant', 'text']);
  const { rows } = await sql<Review>`
    select ${REVIEW} from reviews.review r where r.member_id = ${memberId}
      and ${after ? sql`(r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
    order by r.created_at desc, r.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const addedSince = new Date(ctx.now().getTime() - addDays * DAY_MS);
  return toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => presentHers(row, addedSince),
  );
}

export function presentHers(review: Review, addedSince: Date): Static<typeof HerReview> {
  const { id, productId, productName, values, stars, body, pictures, anonymous, state, hiddenBecause, reply } = review;
  return {
    id,
    productId,
    productName,
    values,
    stars,
    text: body,
    pictures,
    anonymous,
    state,
    hiddenBecause: state === 'hidden' ? hiddenBecause : null,
    createdAt: review.createdAt.toISOString(),
    added:
      review.addedAt === null
        ? null
        : { text: review.addedBody ?? '', pictures: review.addedPictures, at: review.addedAt.toISOString() },
    reply,
    addable: review.addedAt === null && state !== 'hidden' && review.createdAt > addedSince,
    rewarded: review.rewardedAt !== null && review.rewardBackAt === null,
  };
}
