import { recommendationContract as contract } from '@huoshui/contracts/recommendations';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { type Ports, recommendTo } from './recommended.ts';

/** Of a full cart the first so many lead to others. */
const MOST_IN_CART = 30;

export function shopRoutes(ports: Ports): readonly Route[] {
  return [
    route(contract, 'GET /api/shop/recommendations', { member: true }, async (ctx, { query }) => {
      const { actor } = ctx;
      if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
      const { slot, product, cart = '' } = query;
      const from = [...(product === undefined ? [] : [product]), ...cart.split(',').filter((id) => id !== '')];
      const her = { memberId: actor.id, personNo: actor.personNo };
      return { items: await recommendTo(ctx, ports, her, { slot, from: from.slice(0, MOST_IN_CART) }) };
    }),
  ];
}
