import { leaderContract as contract } from '@huoshui/contracts/leaders';
import type { Ctx } from '../../platform/ctx.ts';
import { maskName } from '../../platform/mask-name.ts';
import { type Route, route } from '../../platform/routes.ts';
import { findByPersonNo } from '../members/index.ts';
import type { MakePoster } from '../posters/index.ts';
import { applyAsLeader } from './join.ts';
import { her, type LeaderRow } from './leader.ts';
import { listHerNeighbours } from './list-neighbours.ts';
import { posterOfMine, showMine } from './mine.ts';
import { visit } from './neighbours.ts';

const member = { member: true } as const;

export function shopRoutes(poster: MakePoster): readonly Route[] {
  return [
    route(contract, 'GET /api/shop/leaders/mine', member, async (ctx) => showMine(ctx, her(ctx))),
    route(contract, 'POST /api/shop/leaders/application', { ...member, perMinute: 10 }, async (ctx, { body }) => {
      await applyAsLeader(ctx, her(ctx), { community: body.community.trim(), reason: body.reason.trim() });
      return showMine(ctx, her(ctx));
    }),
    route(contract, 'GET /api/shop/leaders/neighbours', member, async (ctx, { query }) =>
      listHerNeighbours(ctx, her(ctx), query),
    ),
    route(
      contract,
      'POST /api/shop/leaders/visits',
      { ...member, perMinute: 60 },
      async (ctx, { query, body, request }) => ({
        leader: await shown(ctx, await visit(ctx, her(ctx), body.code, { ip: request.ip, device: query.device })),
      }),
    ),
    route(
      contract,
      'POST /api/shop/leaders/poster',
      // It waits for WeChat at the first time.
      { ...member, perMinute: 20, transaction: false },
      async (ctx) => ({ picture: await posterOfMine(ctx, poster, her(ctx)) }),
    ),
  ];
}

async function shown(ctx: Ctx, leader: LeaderRow | null) {
  if (leader === null) return null;
  const { nickname = '' } = (await findByPersonNo(ctx, [leader.personNo])).get(leader.personNo) ?? {};
  return { name: maskName(nickname) ?? '', community: leader.community };
}
