import type { reviewState } from '@huoshui/contracts/words/reviews';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { reviewErrors } from './errors.ts';

export type ReviewState = keyof typeof reviewState;

export type Review = {
  readonly id: string;
  readonly orderId: string;
  readonly position: number;
  readonly memberId: string;
  readonly personNo: number;
  readonly productId: string;
  readonly productName: string;
  readonly values: string[];
  readonly stars: number;
  readonly body: string;
  readonly pictures: string[];
  readonly anonymous: boolean;
  readonly state: ReviewState;
  readonly hiddenBecause: string | null;
  readonly createdAt: Date;
  readonly addedBody: string | null;
  readonly addedPictures: string[];
  readonly addedAt: Date | null;
  readonly addedState: ReviewState | null;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
  readonly rewardedAt: Date | null;
  readonly rewardBackAt: Date | null;
};

export const REVIEW = sql.raw(
  'r.id, r.order_id, r.position, r.member_id, r.person_no, r.product_id, r.product_name, r.option_values as values, r.stars, ' +
    'r.body, r.pictures, r.anonymous, r.state, r.hidden_because, r.created_at, r.added_body, r.added_pictures, r.added_at, ' +
    'r.added_state, r.reply, r.replied_at, r.rewarded_at, r.reward_back_at',
);

export async function getReview(ctx: Ctx, id: string): Promise<Review> {
  const { rows } = await sql<Review>`select ${REVIEW} from reviews.review r where r.id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw reviewErrors.error('not_found');
  return rows[0];
}
