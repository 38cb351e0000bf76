import { pageContract as contract } from '@huoshui/contracts/pages';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { type Showing, showPage } from './show-page.ts';
import { tellSeen } from './tell-seen.ts';

export function shopRoutes(showing: Showing): readonly Route[] {
  return [
    route(contract, 'GET /api/shop/page', { member: true }, async (ctx, { query }) => {
      const { actor } = ctx;
      if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
      return showPage(ctx, showing, { memberId: actor.id, personNo: actor.personNo }, query);
    }),
    route(contract, 'POST /api/shop/page/exposures', { member: true, transaction: false }, async (ctx, { body }) => {
      const { actor } = ctx;
      if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
      return tellSeen(ctx, showing, { memberId: actor.id, personNo: actor.personNo }, body);
    }),
  ];
}
