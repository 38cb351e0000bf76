import type { ProductReview, ReviewSummary } from '@huoshui/contracts/reviews';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { maskName } from '../../platform/mask-name.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { findProducts } from '../catalog/index.ts';
import { findMembers } from '../members/index.ts';
import { REVIEW, type Review } from './review.ts';

type Summary = Static<typeof ReviewSummary>;
type View = Static<typeof ProductReview>;
type ShopQuery = {
  readonly which?: 'pictures' | 'good' | 'middle' | 'bad' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

const conditions = {
  pictures: sql`r.has_pictures`,
  good: sql`r.stars >= 4`,
  middle: sql`r.stars = 3`,
  bad: sql`r.stars <= 2`,
} as const;

/** What buyers say of a product, the latest first, with what all of it adds up to; hidden ones are in neither. */
export async function listProductReviews(ctx: Ctx, productId: string, query: ShopQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const [products, { rows }, summary] = await Promise.all([
    findProducts(ctx, [productId]),
    sql<Review>`
      select ${REVIEW} from reviews.review r
      where r.product_id = ${productId} and r.state = 'shown' and ${query.which ? conditions[query.which] : sql`true`}
        and ${after ? sql`(r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
      order by r.created_at desc, r.id desc limit ${limit + 1}
    `.execute(ctx.db),
    readSummary(ctx, productId),
  ]);
  if ((products.get(productId)?.status ?? 'draft') === 'draft') throw platformErrors.error('not_found');
  const names = await findMembers(
    ctx,
    rows.filter(({ anonymous }) => !anonymous).map(({ memberId }) => memberId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => present(row, names.get(row.memberId)?.nickname ?? ''),
  );
  return { ...page, summary };
}

export async function readSummary(ctx: Ctx, productId: string): Promise<Summary> {
  const { rows } = await sql<{ shown: number; withPictures: number; stars: number; of: number[] }>`
    select shown, with_pictures, stars, array[one, two, three, four, five] as of
    from reviews.summary where product_id = ${productId}
  `.execute(ctx.db);
  const { shown = 0, withPictures = 0, stars = 0, of = [0, 0, 0, 0, 0] } = rows[0] ?? {};
  return { count: shown, withPictures, tenths: shown === 0 ? null : Math.round((stars * 10) / shown), stars: of };
}

function present(review: Review, nickname: string): View {
  const { id, stars, body, pictures, values, createdAt, reply, anonymous } = review;
  const added = review.addedState === 'shown' && review.addedAt !== null;
  return {
    id,
    author: anonymous ? null : maskName(nickname),
    stars,
    text: body,
    pictures,
    values,
    createdAt: createdAt.toISOString(),
    added: added
      ? { text: review.addedBody ?? '', pictures: review.addedPictures, at: review.addedAt?.toISOString() ?? '' }
      : null,
    reply,
  };
}
