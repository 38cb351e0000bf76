import { levelContract as contract } from '@huoshui/contracts/levels';
import { named, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting } from '../../platform/settings.ts';
import { findMembers } from '../members/index.ts';
import { loyaltyErrors } from './errors.ts';
import { type Apply, changeGrowthRule, changeLevel, createLevel, findIn, removeLevel } from './levels/change-ladder.ts';
import { growthRule } from './levels/growth-rule.ts';
import { readLadder } from './levels/ladder.ts';
import { listGrowth, listLevels, readHerLevel, readLevel } from './levels/read-level.ts';

export const levelRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/settings/growth', { can: 'loyalty.read' }, async (ctx) =>
    getSetting(ctx, growthRule),
  ),
  route(
    contract,
    'PUT /api/admin/settings/growth',
    {
      can: 'loyalty.write',
      audit: ({ query }) => ({
        summary: applied(words('修改成长值规则', 'Changed the rule of growth'), query.apply),
      }),
    },
    async (ctx, { query, body }) => changeGrowthRule(ctx, body, query.apply),
  ),
  route(contract, 'GET /api/admin/levels', { can: 'loyalty.read' }, async (ctx) => ({ items: await listLevels(ctx) })),
  route(
    contract,
    'POST /api/admin/levels',
    {
      can: 'loyalty.write',
      idempotent: true,
      audit: ({ query }, { name }) => ({
        summary: applied(named(words('新建会员等级', 'Created the level'), name), query.apply),
      }),
    },
    async (ctx, { query, body }) => one(ctx, await createLevel(ctx, body, query.apply)),
  ),
  route(
    contract,
    'PUT /api/admin/levels/:id',
    {
      can: 'loyalty.write',
      audit: ({ query }, { name }) => ({
        summary: applied(named(words('修改会员等级', 'Changed the level'), name), query.apply),
      }),
    },
    async (ctx, { params, query, body }) => {
      await changeLevel(ctx, params.id, body, query.apply);
      return one(ctx, params.id);
    },
  ),
  route(
    contract,
    'DELETE /api/admin/levels/:id',
    {
      can: 'loyalty.write',
      audit: ({ query }, { name }) => ({
        summary: applied(named(words('删除会员等级', 'Removed the level'), name), query.apply),
      }),
    },
    async (ctx, { params, query }) => {
      const { id, name } = findIn(await readLadder(ctx), params.id);
      await removeLevel(ctx, id, query.apply);
      return { id, name };
    },
  ),
  route(contract, 'GET /api/admin/members/:id/level', { can: 'loyalty.read' }, async (ctx, { params }) =>
    readLevel(ctx, await memberOf(ctx, params.id)),
  ),
  route(contract, 'GET /api/admin/members/:id/growth', { can: 'loyalty.read' }, async (ctx, { params, query }) =>
    listGrowth(ctx, await memberOf(ctx, params.id), query),
  ),
  route(contract, 'GET /api/shop/level', { member: true }, async (ctx) => readHerLevel(ctx, shopper(ctx))),
  route(contract, 'GET /api/shop/growth', { member: true }, async (ctx, { query }) =>
    listGrowth(ctx, shopper(ctx), query),
  ),
];

async function one(ctx: Ctx, id: string) {
  const found = (await listLevels(ctx)).find((level) => level.id === id);
  if (found === undefined) throw loyaltyErrors.error('level_not_found', { id });
  return found;
}

async function memberOf(ctx: Ctx, id: string): Promise<string> {
  const member = (await findMembers(ctx, [id])).get(id);
  if (member === undefined) throw loyaltyErrors.error('member_not_found', { id });
  return member.id;
}

function shopper({ actor }: Ctx): string {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return actor.id;
}

function applied(deed: Words, apply: Apply | undefined): Words {
  if (apply !== 'start') return deed;
  return words(`${deed.zh}，发升级礼并触发旅程`, `${deed.en}, gave the gifts and started journeys`);
}
