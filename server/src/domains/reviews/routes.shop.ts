import { reviewContract as contract } from '@huoshui/contracts/reviews';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { listHers, listPending, presentHers } from './hers.ts';
import { listProductReviews } from './list-shop.ts';
import type { Review } from './review.ts';
import { reviewRule } from './review-rule.ts';
import { addToReview, writeReview } from './write-review.ts';

const member = { member: true } as const;

export const shopRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/shop/products/:id/reviews', { open: true }, async (ctx, { params, query }) =>
    listProductReviews(ctx, params.id, query),
  ),
  route(contract, 'GET /api/shop/reviews/pending', member, async (ctx, { query }) =>
    listPending(ctx, shopper(ctx).memberId, query.orderId),
  ),
  route(contract, 'GET /api/shop/reviews', member, async (ctx, { query }) =>
    listHers(ctx, shopper(ctx).memberId, query),
  ),
  route(contract, 'POST /api/shop/reviews', member, async (ctx, { body, request }) => {
    const { pictures = [], anonymous = false, ...rest } = body;
    return hers(ctx, await writeReview(ctx, kinds, shopper(ctx), { ...rest, pictures, anonymous, ip: request.ip }));
  }),
  route(contract, 'POST /api/shop/reviews/:id/addition', member, async (ctx, { params, body, request }) => {
    const added = { text: body.text, pictures: body.pictures ?? [], ip: request.ip };
    return hers(ctx, await addToReview(ctx, shopper(ctx), params.id, added));
  }),
];

async function hers(ctx: Ctx, review: Review) {
  const { addDays } = await getSetting(ctx, reviewRule);
  return presentHers(review, new Date(ctx.now().getTime() - addDays * DAY_MS));
}

function shopper({ actor }: Ctx) {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
