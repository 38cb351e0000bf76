import { moneyContract as contract } from '@huoshui/contracts/money';
import { words } from '@huoshui/contracts/words';
import { route } from '../../platform/routes.ts';
import { getDifference, listBillDays, listDifferences } from './money/list-differences.ts';
import { askDay, settleDifference } from './money/settle-difference.ts';

const read = { can: 'money.read' } as const;
const write = { can: 'money.write' } as const;

/** What WeChat's books and ours do not agree on. */
export const moneyRoutes = [
  route(contract, 'GET /api/admin/money/differences', read, async (ctx, { query }) => listDifferences(ctx, query)),
  route(
    contract,
    'POST /api/admin/money/differences/:id/settlement',
    {
      ...write,
      audit: ({ body }, out) => ({
        entityId: out.orderId ?? out.id,
        summary: words(
          `处理对账差异：${out.what.zh}（${body.note}）`,
          `Settled a difference: ${out.what.en} (${body.note})`,
        ),
      }),
    },
    async (ctx, { params, body }) => {
      await settleDifference(ctx, params.id, body.note);
      return getDifference(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/money/days', read, async (ctx) => ({ items: await listBillDays(ctx) })),
  route(
    contract,
    'POST /api/admin/money/days/:day/check',
    {
      ...write,
      audit: ({ params }) => ({
        entityId: params.day,
        summary: words(`重新对账：${params.day}`, `Compared again: ${params.day}`),
      }),
    },
    async (ctx, { params }) => {
      await askDay(ctx, params.day);
      return { ok: true };
    },
  ),
];
