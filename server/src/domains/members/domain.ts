import type { Domain } from '../../platform/domain.ts';
import type { Tellers } from '../../platform/timeline.ts';
import type { Wechat } from '../../wechat/index.ts';
import { memberErrors } from './errors.ts';
import { onOrders } from './on-orders.ts';
import { onStageEntered } from './on-stage-entered.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { memberTells } from './tells.ts';

/** `tellers`: how the facts of every domain read, for the timeline. */
export function members(ports: { wechat: Wechat; tellers: () => Tellers }): Domain {
  return {
    name: 'members',
    routes: [...shopRoutes(ports.wechat), ...adminRoutes(ports.tellers)],
    listeners: [onOrders, onStageEntered],
    errors: memberErrors,
    tells: memberTells,
  };
}
