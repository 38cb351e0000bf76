import { loyaltyContract as contract } from '@huoshui/contracts/loyalty';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { readBalance } from './balance.ts';
import { exchange } from './exchange.ts';
import { listHerRewards } from './her-rewards.ts';
import { listHers } from './list-entries.ts';
import { ruleWords, spendWords } from './points.ts';
import { pointsRule } from './points-rule.ts';
import type { Person } from './tables.ts';

export const shopRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/shop/points', { member: true }, async (ctx) => {
    const rule = await getSetting(ctx, pointsRule);
    const spend = rule.on && rule.spend ? { perYuan: rule.spendPerYuan, words: spendWords(rule) } : null;
    return { on: rule.on, rule: ruleWords(rule), ...(await readBalance(ctx, shopper(ctx).memberId)), spend };
  }),
  route(contract, 'GET /api/shop/points/entries', { member: true }, async (ctx, { query }) =>
    listHers(ctx, shopper(ctx).memberId, query),
  ),
  route(contract, 'GET /api/shop/rewards', { member: true }, async (ctx) => ({
    items: await listHerRewards(ctx, kinds, shopper(ctx).memberId),
  })),
  route(contract, 'POST /api/shop/rewards/:id', { member: true, idempotent: 'money' }, async (ctx, { params }) =>
    exchange(ctx, kinds, shopper(ctx), params.id),
  ),
];

function shopper({ actor }: Ctx): Person {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
