import { distributionContract as contract } from '@huoshui/contracts/distribution';
import { named, words } from '@huoshui/contracts/words';
import { formatYuan } from '../../platform/money.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { Wechat } from '../../wechat/index.ts';
import { askNow, cancelWithdrawal } from './hand-over.ts';
import { judgeWithdrawal } from './judge-withdrawal.ts';
import { listHerWithdrawals, listWithdrawals, readHers, readWithdrawal } from './list-withdrawals.ts';
import { withdraw } from './withdraw.ts';

/** WeChat is asked on the way. */
const apart = { member: true, transaction: false, perMinute: 60 } as const;

export function withdrawalRoutes(wechat: Wechat): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/withdrawals', { can: 'distribution.read' }, async (ctx, { query }) =>
      listWithdrawals(ctx, query),
    ),
    route(
      contract,
      'POST /api/admin/withdrawals/:id/decision',
      {
        can: 'distribution.write',
        audit: ({ body }, { distributor, amount }) => ({
          summary: named(
            body.outcome === 'approved'
              ? words('通过提现', 'Approved the withdrawal')
              : words('拒绝提现', 'Refused the withdrawal'),
            `${distributor.nickname || distributor.memberId} · ¥${formatYuan(amount)} · ${body.because}`,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        await judgeWithdrawal(ctx, params.id, body);
        return readWithdrawal(ctx, params.id);
      },
    ),
    route(contract, 'GET /api/shop/distribution/withdrawals', { member: true }, async (ctx, { query }) =>
      listHerWithdrawals(ctx, query),
    ),
    route(
      contract,
      'POST /api/shop/distribution/withdrawals',
      { member: true, perMinute: 10, idempotent: 'money' },
      async (ctx, { body }) => readHers(ctx, await withdraw(ctx, body.amount)),
    ),
    route(contract, 'POST /api/shop/distribution/withdrawals/:id/check', apart, async (ctx, { params }) => {
      await readHers(ctx, params.id);
      await askNow(ctx, wechat, params.id);
      return readHers(ctx, params.id);
    }),
    route(contract, 'POST /api/shop/distribution/withdrawals/:id/cancellation', apart, async (ctx, { params }) => {
      await readHers(ctx, params.id);
      await cancelWithdrawal(ctx, wechat, params.id);
      return readHers(ctx, params.id);
    }),
  ];
}
