import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { interestErrors } from './errors.ts';
import { favouriteAdded, favouriteFell, stockRequested, stockRequestMet } from './events.ts';
import { onGoods } from './on-goods.ts';
import { onHeldBack } from './on-held-back.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { interestPeople } from './people/index.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import type { Teller } from './stock-requests.ts';
import { tellBack } from './tell-back.ts';
import { tellFalls } from './tell-falls.ts';

export { lookedAt } from './footprints.ts';

/**
 * What a member keeps an eye on: favourites, footprints, and requests to be told when goods are back. What a fallen price or goods
 * that came back mean to her is told by facts; `teller`: whether anybody makes a message of the latter.
 */
export function interests({ teller }: { readonly teller: Teller }): Domain {
  return {
    name: 'interests',
    routes: [...adminRoutes, ...shopRoutes(teller)],
    listeners: [onGoods, onHeldBack, onMemberMerged],
    sweeps: [tellFalls, tellBack],
    belongings: [
      rowsOfHers({
        name: 'favourites',
        words: words('收藏', 'Favourites'),
        table: 'interests.favourite',
        by: 'member_id',
      }),
      rowsOfHers({
        name: 'footprints',
        words: words('浏览记录', 'Footprints'),
        table: 'interests.footprint',
        by: 'member_id',
      }),
      rowsOfHers({
        name: 'stock_requests',
        words: words('到货提醒', 'Requests to be told of stock'),
        table: 'interests.stock_request',
        by: 'member_id',
      }),
    ],
    people: interestPeople,
    errors: interestErrors,
    facts: [favouriteAdded, favouriteFell, stockRequested, stockRequestMet],
  };
}
