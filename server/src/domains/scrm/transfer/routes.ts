import { scrmTransferContract as contract } from '@huoshui/contracts/scrm-transfer';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import {
  createTransfer,
  listHandovers,
  listTransfers,
  previewTransfer,
  readTransfer,
  stopTransfer,
} from './transfers.ts';

const READ = { can: 'scrm.read' } as const;
const WRITE = { can: 'scrm.write' } as const;

export const transferRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/transfers', READ, async (ctx, { query }) => listTransfers(ctx, query)),
  route(contract, 'POST /api/admin/transfers/preview', { ...READ, onlyReads: true }, async (ctx, { body }) =>
    previewTransfer(ctx, body.values),
  ),
  route(
    contract,
    'POST /api/admin/transfers',
    {
      ...WRITE,
      audit: (_in, { id, from }) => ({
        entityId: id,
        summary: named(words('转接好友', 'Handed over friends of'), from),
      }),
    },
    async (ctx, { body }) => createTransfer(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/transfers/:id', READ, async (ctx, { params }) => readTransfer(ctx, params.id)),
  route(contract, 'GET /api/admin/transfers/:id/handovers', READ, async (ctx, { params, query }) =>
    listHandovers(ctx, params.id, query),
  ),
  route(
    contract,
    'POST /api/admin/transfers/:id/stop',
    {
      ...WRITE,
      audit: (_in, { from }) => ({ summary: named(words('停止转接好友', 'Stopped handing over friends of'), from) }),
    },
    async (ctx, { params }) => stopTransfer(ctx, params.id),
  ),
];
