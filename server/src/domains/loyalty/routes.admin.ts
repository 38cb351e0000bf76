import { loyaltyContract as contract } from '@huoshui/contracts/loyalty';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { findMembers } from '../members/index.ts';
import { adjustPoints } from './adjust.ts';
import { readBalance } from './balance.ts';
import { loyaltyErrors } from './errors.ts';
import { listLedger } from './list-entries.ts';
import { pointsRule, pointsRuleForm, ruleOf } from './points-rule.ts';
import { changeReward, createReward, listRewards, setRewardEnded } from './reward.ts';
import { countRewards } from './reward-queries.ts';

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/settings/points', { can: 'loyalty.read' }, async (ctx) =>
    getSetting(ctx, pointsRule),
  ),
  route(
    contract,
    'PUT /api/admin/settings/points',
    { can: 'loyalty.write', audit: words('修改积分规则', 'Changed the rule of points') },
    async (ctx, { body }) => {
      await putSetting(ctx, pointsRule, ruleOf(await readForm(ctx, pointsRuleForm, body)));
      return getSetting(ctx, pointsRule);
    },
  ),
  route(contract, 'GET /api/admin/points', { can: 'loyalty.read' }, async (ctx, { query }) => listLedger(ctx, query)),
  route(contract, 'GET /api/admin/members/:id/points', { can: 'loyalty.read' }, async (ctx, { params: { id } }) => {
    const member = (await findMembers(ctx, [id])).get(id);
    if (member === undefined) throw loyaltyErrors.error('member_not_found', { id });
    return readBalance(ctx, member.id);
  }),
  route(
    contract,
    'POST /api/admin/members/:id/points',
    {
      can: 'loyalty.write',
      idempotent: 'money',
      audit: ({ body, params }) => ({
        entityId: params.id,
        summary: words(
          `${body.points > 0 ? '赠送' : '扣除'} ${Math.abs(body.points)} 积分：${body.reason}`,
          `${body.points > 0 ? 'Gave' : 'Deducted'} ${Math.abs(body.points)} points: ${body.reason}`,
        ),
      }),
    },
    async (ctx, { params, body }) => adjustPoints(ctx, params.id, body),
  ),
  route(contract, 'GET /api/admin/rewards', { can: 'loyalty.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const q = query.q?.trim() || null;
    const rows = await listRewards(ctx, { q, after, limit: limit + 1 });
    const page = toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
    return after === null ? { ...page, ...(await countRewards(ctx, q)) } : page;
  }),
  route(
    contract,
    'POST /api/admin/rewards',
    {
      can: 'loyalty.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建积分礼品', 'Created the reward'), name) }),
    },
    async (ctx, { body }) => createReward(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/rewards/:id',
    {
      can: 'loyalty.write',
      audit: (_input, { name }) => ({ summary: named(words('修改积分礼品', 'Changed the reward'), name) }),
    },
    async (ctx, { params, body }) => changeReward(ctx, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/rewards/:id/state',
    {
      can: 'loyalty.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.ended ? words('下架积分礼品', 'Ended the reward') : words('上架积分礼品', 'Put the reward on offer'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => setRewardEnded(ctx, params.id, body.ended),
  ),
];
