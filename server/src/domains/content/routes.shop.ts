import { contentContract as contract } from '@huoshui/contracts/content';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { type Her, like, unlike } from './likes.ts';
import { listPublished } from './list-published.ts';
import { type Goods, showArticle } from './show-article.ts';

const member = { member: true } as const;

export function shopRoutes(goods: Goods): readonly Route[] {
  return [
    route(contract, 'GET /api/shop/articles', member, async (ctx, { query }) => listPublished(ctx, query)),
    route(contract, 'GET /api/shop/articles/:id', member, async (ctx, { params }) =>
      showArticle(ctx, goods, her(ctx), params.id),
    ),
    route(contract, 'PUT /api/shop/articles/:id/like', { ...member, perMinute: 60 }, async (ctx, { params }) =>
      like(ctx, her(ctx), params.id),
    ),
    route(contract, 'DELETE /api/shop/articles/:id/like', { ...member, perMinute: 60 }, async (ctx, { params }) =>
      unlike(ctx, her(ctx), params.id),
    ),
  ];
}

function her({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
