import { cardContract as contract } from '@huoshui/contracts/cards';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { buyCard } from './cards/buy.ts';
import { changeKind, createKind, setKindEnded, showKinds } from './cards/change-kinds.ts';
import { listCards, showCard } from './cards/list-cards.ts';
import type { Till } from './cards/ports.ts';
import { readHerCards } from './cards/read-hers.ts';
import { returnCard } from './cards/return-card.ts';
import type { Person } from './tables.ts';

export const cardRoutes = (till: Till, benefits: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/card-kinds', { can: 'loyalty.read' }, async (ctx) => ({
    items: await showKinds(ctx),
  })),
  route(
    contract,
    'POST /api/admin/card-kinds',
    {
      can: 'loyalty.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建会员卡', 'Created the card'), name) }),
    },
    async (ctx, { body }) => createKind(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/card-kinds/:id',
    {
      can: 'loyalty.write',
      audit: (_input, { name }) => ({ summary: named(words('修改会员卡', 'Changed the card'), name) }),
    },
    async (ctx, { params, body }) => changeKind(ctx, params.id, body),
  ),
  route(
    contract,
    'PUT /api/admin/card-kinds/:id/state',
    {
      can: 'loyalty.write',
      audit: ({ body }, { name }) => ({
        summary: named(
          body.ended ? words('下架会员卡', 'Ended the card') : words('上架会员卡', 'Put the card on offer'),
          name,
        ),
      }),
    },
    async (ctx, { params, body }) => setKindEnded(ctx, params.id, body.ended),
  ),
  route(contract, 'GET /api/admin/cards', { can: 'loyalty.read' }, async (ctx, { query }) =>
    listCards(ctx, till, query),
  ),
  route(
    contract,
    'POST /api/admin/cards/:id/return',
    {
      // Money goes back.
      can: 'money.write',
      idempotent: 'money',
      audit: (_input, { name }) => ({ summary: named(words('退会员卡', 'Took the card back'), name) }),
    },
    async (ctx, { params, body }) => {
      await returnCard(ctx, { till, benefits }, params.id, body);
      return showCard(ctx, till, params.id);
    },
  ),
  route(contract, 'GET /api/shop/cards', { member: true }, async (ctx) =>
    readHerCards(ctx, till, shopper(ctx).memberId),
  ),
  route(
    contract,
    'POST /api/shop/card-kinds/:id/orders',
    { member: true, idempotent: 'money' },
    async (ctx, { params, body }) => buyCard(ctx, till, shopper(ctx), params.id, body.expectedPrice),
  ),
];

function shopper({ actor }: Ctx): Person {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
