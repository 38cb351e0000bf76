import type { Assign } from '../distribution/index.ts';
import { neighbourRewards } from './reward.ts';
import { earnWaves } from './waves/earn-waves.ts';

/** What leaders have of orders: of their waves, and for whom they brought. */
export const leaderEarns: Assign = {
  earns: async (ctx, orders) => [...(await earnWaves(ctx, orders)), ...(await neighbourRewards.earns(ctx, orders))],
  loses: neighbourRewards.loses,
};
