import { simulationContract as contract } from '@huoshui/contracts/simulations';
import { type Route, route } from '../../../platform/routes.ts';
import type { OrderPorts } from '../ports.ts';
import { simulate } from './simulate.ts';

/** Trying prices out. */
export const simulationRoutes = (ports: OrderPorts): readonly Route[] => [
  route(contract, 'POST /api/admin/simulations', { can: 'pricing.read', onlyReads: true }, async (ctx, { body }) =>
    simulate(ctx, ports, body),
  ),
];
