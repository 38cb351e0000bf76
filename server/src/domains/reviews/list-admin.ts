import type { ReviewRow } from '@huoshui/contracts/reviews';
import { words } from '@huoshui/contracts/words';
import { reviewState } from '@huoshui/contracts/words/reviews';
import type { Static } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Cells, upTo } from '../../platform/table-file.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { getReview, REVIEW, type Review, type ReviewState } from './review.ts';
import { isOfSafety, readSafety, type Safety } from './safety/read.ts';

type View = Static<typeof ReviewRow>;
type Which = {
  readonly q?: string | undefined;
  /** `waiting`: it, or what was added to it. */
  readonly state?: ReviewState | undefined;
  readonly stars?: number | undefined;
  readonly safety?: Safety['state'] | undefined;
  readonly productId?: string | undefined;
  readonly memberId?: string | undefined;
};
type AdminQuery = Which & { readonly cursor?: string | undefined; readonly limit?: number | undefined };

const MOST_COUNTED = 10_000;
const MOST_IN_FILE = 10_000;

/** Reviews for operators, the latest first. Words find text, product and who wrote it. */
export async function listReviews(ctx: Ctx, query: AdminQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const where = await conditions(ctx, query);
  const { rows } = await sql<Review>`
    select ${REVIEW} from reviews.review r where ${where}
      and ${after ? sql`(r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
    order by r.created_at desc, r.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const views = new Map((await presentAll(ctx, rows)).map((view) => [view.id, view]));
  const page = toPage(
    rows.filter(({ id }) => views.has(id)),
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => row.id,
  );
  const shown = { ...page, items: page.items.flatMap((id) => views.get(id) ?? []) };
  const counted = sql`select from reviews.review r where ${where}`;
  return query.cursor ? shown : { ...shown, ...(await countUpTo(ctx, MOST_COUNTED, counted)) };
}

export async function readReview(ctx: Ctx, id: string): Promise<View> {
  const [view] = await presentAll(ctx, [await getReview(ctx, id)]);
  if (view === undefined) throw new Error('a review that was read is presented');
  return view;
}

const columns: Cells['columns'] = [
  { key: 'created', words: words('评价时间', 'Written'), kind: 'text' },
  { key: 'product', words: words('商品', 'Product'), kind: 'text' },
  { key: 'values', words: words('规格', 'Variant'), kind: 'text' },
  { key: 'stars', words: words('星级', 'Stars'), kind: 'count' },
  { key: 'text', words: words('内容', 'Text'), kind: 'text' },
  { key: 'pictures', words: words('图片数', 'Pictures'), kind: 'count' },
  { key: 'added', words: words('追评', 'Added'), kind: 'text' },
  { key: 'reply', words: words('商家回复', 'Reply'), kind: 'text' },
  { key: 'state', words: words('状态', 'State'), kind: 'text' },
  { key: 'member', words: words('会员', 'Member'), kind: 'text' },
  { key: 'order', words: words('订单号', 'Order'), kind: 'text' },
];

/** The same as a file; the newest ten thousand, and where there are more the last row says so. */
export async function reviewTable(ctx: Ctx, which: Which): Promise<Cells> {
  const where = await conditions(ctx, which);
  const { rows } = await sql<Review>`
    select ${REVIEW} from reviews.review r where ${where} order by r.created_at desc, r.id desc limit ${MOST_IN_FILE + 1}
  `.execute(ctx.db);
  const { rows: shown, more } = upTo(MOST_IN_FILE, rows);
  const views = await presentAll(ctx, shown);
  const lines = views.map((view) => [
    shanghaiTime(new Date(view.createdAt)),
    view.productName,
    view.values.join(' '),
    view.stars,
    view.text,
    view.pictures.length,
    view.added?.text ?? '',
    view.reply ?? '',
    reviewState[view.state],
    view.memberName,
    view.orderId,
  ]);
  return { columns, rows: lines, more };
}

async function conditions(
  ctx: Ctx,
  { q, state, stars, safety, productId, memberId }: Which,
): Promise<RawBuilder<unknown>> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (state === 'waiting') parts.push(sql`r.waits`);
  else if (state !== undefined) parts.push(sql`r.state = ${state}`);
  if (safety !== undefined) parts.push(isOfSafety(safety));
  if (stars !== undefined) parts.push(sql`r.stars = ${stars}`);
  if (productId !== undefined) parts.push(sql`r.product_id = ${productId}`);
  if (memberId !== undefined) parts.push(sql`r.member_id = ${memberId}`);
  const text = q?.trim();
  if (text) {
    const meant = await membersShown.meant(ctx, text);
    parts.push(sql`(strpos(lower(r.body || ' ' || coalesce(r.added_body, '') || ' ' || r.product_name), lower(${text})) > 0
      or r.order_id = ${text} or r.member_id = any(${[...meant]}::text[]))`);
  }
  return sql.join(parts, sql` and `);
}

async function presentAll(ctx: Ctx, reviews: readonly Review[]): Promise<View[]> {
  const members = await findMembers(
    ctx,
    reviews.map(({ memberId }) => memberId),
  );
  const safety = await readSafety(
    ctx,
    reviews.map(({ id }) => id),
  );
  return reviews.map((review) => {
    const { id, orderId, productId, productName, values, stars, body, pictures, anonymous, state } = review;
    return {
      id,
      orderId,
      productId,
      productName,
      values,
      stars,
      text: body,
      pictures,
      anonymous,
      state,
      hiddenBecause: review.hiddenBecause,
      createdAt: review.createdAt.toISOString(),
      added:
        review.addedAt === null || review.addedState === null
          ? null
          : {
              text: review.addedBody ?? '',
              pictures: review.addedPictures,
              at: review.addedAt.toISOString(),
              state: review.addedState,
            },
      safety: safety.get(id) ?? null,
      reply: review.reply,
      memberId: review.memberId,
      memberName: members.get(review.memberId)?.nickname ?? '',
      rewarded: review.rewardedAt !== null && review.rewardBackAt === null,
    };
  });
}
