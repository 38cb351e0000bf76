import type { HerReward } from '@huoshui/contracts/loyalty';
import { plainWords, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { type BenefitKinds, benefitItem } from '../benefits/index.ts';
import { usablePoints } from './lots.ts';
import { countHers, rewardsOnOffer } from './reward-queries.ts';
import type { RewardRow } from './tables.ts';

type Hers = Static<typeof HerReward>;

/** What is on offer for points, and whether she can have it. What cannot be given just now is not shown. */
export async function listHerRewards(ctx: Ctx, kinds: BenefitKinds, memberId: string): Promise<Hers[]> {
  const rewards = await rewardsOnOffer(ctx);
  const [worth, usable, hers] = await Promise.all([
    worthOf(ctx, kinds, rewards),
    usablePoints(ctx, [memberId]),
    countHers(
      ctx,
      memberId,
      rewards.map(({ id }) => id),
    ),
  ]);
  return rewards.flatMap((reward) => {
    const text = worth.get(reward.id);
    if (text === undefined) return [];
    const { id, name, points, total, exchanged, perMember } = reward;
    const left = total === null ? null : total - exchanged;
    const state =
      left === 0
        ? 'gone'
        : (hers.get(id) ?? 0) >= perMember
          ? 'done'
          : (usable.get(memberId) ?? 0) < points
            ? 'short'
            : 'open';
    return [{ id, name, points, worth: text, left, state } as const];
  });
}

/** In words, by reward, as its kind of benefit says it now. */
async function worthOf(ctx: Ctx, kinds: BenefitKinds, rewards: readonly RewardRow[]) {
  const worth = new Map<string, Hers['worth']>();
  for (const [name, kind] of kinds) {
    const mine = rewards.filter(({ benefit }) => benefit.startsWith(`${name}:`));
    if (mine.length === 0) continue;
    const offered = await kind.cost(
      ctx,
      mine.map(({ benefit }) => benefitItem(kinds, benefit)),
    );
    for (const [at, { id }] of mine.entries()) {
      const offer = offered[at];
      if (offer) worth.set(id, offer.sentence === undefined ? words('礼品', 'Reward') : plainWords(offer.sentence));
    }
  }
  return worth;
}
