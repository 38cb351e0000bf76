import type { RouteOut } from '@huoshui/contracts/contract';
import type { leaderContract } from '@huoshui/contracts/leaders';
import type { Ctx } from '../../platform/ctx.ts';
import { findMembers } from '../members/index.ts';
import type { MakePoster } from '../posters/index.ts';
import { leaderErrors } from './errors.ts';
import { figuresOf, NOTHING } from './figures.ts';
import { type Her, leadersOf } from './leader.ts';
import { pointsOf } from './points.ts';
import { readRules, rewardWords } from './rules.ts';

/** How she stands as a leader, whether she is one or not. */
export async function showMine(
  ctx: Ctx,
  her: Her,
): Promise<RouteOut<(typeof leaderContract)['GET /api/shop/leaders/mine']>> {
  const rules = await readRules(ctx);
  const mine = (await leadersOf(ctx, [her.personNo])).get(her.personNo);
  const figures = mine === undefined ? NOTHING : ((await figuresOf(ctx, [mine])).get(mine.no) ?? NOTHING);
  // That the shop thinks of her is the shop's until it says so.
  const state = mine?.state === 'proposed' ? null : (mine?.state ?? null);
  return {
    on: rules.on,
    open: rules.on && rules.apply && (state === null || state === 'refused'),
    state,
    because: mine?.because ?? '',
    community: mine?.community ?? '',
    code: mine?.state === 'active' ? (mine.code ?? '') : '',
    point: mine === undefined ? null : (await pointsOf(ctx, [mine]))(mine.storeId),
    ...figures,
    rules: rules.on ? [rewardWords(rules)] : [],
  };
}

/** A picture with the code that leads to her. Throws `leaders.no_code`, `posters.no_code`. */
export async function posterOfMine(ctx: Ctx, makePoster: MakePoster, her: Her): Promise<string> {
  const mine = (await leadersOf(ctx, [her.personNo])).get(her.personNo);
  if (mine?.state !== 'active' || mine.code === null) throw leaderErrors.error('no_code');
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  const point = (await pointsOf(ctx, [mine]))(mine.storeId);
  return makePoster(ctx, {
    subject: `leader:${mine.id}`,
    place: { page: 'leader', id: mine.id, entry: mine.code },
    nickname: me?.nickname ?? '',
    activity: point?.name ?? mine.community,
    poster: null,
  });
}
