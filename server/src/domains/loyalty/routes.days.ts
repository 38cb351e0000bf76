import { memberDayContract as contract } from '@huoshui/contracts/member-days';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { changeDay, createDay, setDayEnded, showDays } from './days/change-days.ts';
import { takeDayGift } from './days/gift.ts';
import { readHerDays } from './days/read-hers.ts';
import type { Person } from './tables.ts';

export const dayRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/member-days', { can: 'loyalty.read' }, async (ctx) => ({
    items: await showDays(ctx),
  })),
  route(
    contract,
    'POST /api/admin/member-days',
    {
      can: 'loyalty.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建会员日', 'Created the member day'), name) }),
    },
    async (ctx, { body }) => createDay(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/member-days/:id',
    {
      can: 'loyalty.write',
      audit: (_input, { name }) => ({ summary: named(words('修改会员日', 'Changed the member day'), name) }),
    },
    async (ctx, { params, body }) => changeDay(ctx, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/member-days/:id/state',
    {
      can: 'loyalty.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.ended ? words('停用会员日', 'Ended the member day') : words('启用会员日', 'Resumed the member day'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => setDayEnded(ctx, params.id, body.ended),
  ),
  route(contract, 'GET /api/shop/member-days', { member: true }, async (ctx) =>
    readHerDays(ctx, kinds, shopper(ctx).memberId),
  ),
  route(
    contract,
    'POST /api/shop/member-days/:id/gift',
    { member: true, idempotent: true },
    async (ctx, { params }) => {
      await takeDayGift(ctx, kinds, shopper(ctx), params.id);
      return readHerDays(ctx, kinds, shopper(ctx).memberId);
    },
  ),
];

function shopper({ actor }: Ctx): Person {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
