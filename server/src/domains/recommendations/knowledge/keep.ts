import type { Ctx } from '../../../platform/ctx.ts';
import { createLearner, type Knowledge } from './knowledge.ts';

/** What is older than this is renewed behind the next who asks. */
const FRESH_FOR_MS = 60_000;
/** By the machine's own clock it rests so long between two looks, for the shop's may run ahead; and so long after a failure. */
const REST_MS = { looked: 10_000, failed: 30_000 } as const;

export type Keeper = {
  /** What is known, at once; null before anything is. Never waits: it is renewed behind. */
  now(ctx: Ctx): Knowledge | null;
  /** As it is now, waited for. @throws what the event store says */
  renewed(ctx: Ctx): Promise<Knowledge>;
};

/** Keeps what is known in memory, and renews it one at a time outside of any request. A shop that recommends nothing reads nothing. */
export function keepKnowledge(): Keeper {
  const learner = createLearner();
  let known: Knowledge | null = null;
  let under: Promise<Knowledge> | null = null;
  let restsUntil = 0;

  async function renew(ctx: Ctx): Promise<Knowledge> {
    under ??= learner.renew(apart(ctx)).finally(() => {
      under = null;
    });
    known = await under;
    restsUntil = performance.now() + REST_MS.looked;
    return known;
  }
  return {
    now: (ctx) => {
      const age = known === null ? Number.POSITIVE_INFINITY : ctx.now().getTime() - known.asOf.getTime();
      const isOld = age > FRESH_FOR_MS || age < 0;
      if (isOld && under === null && performance.now() >= restsUntil)
        renew(ctx).catch((error: unknown) => {
          restsUntil = performance.now() + REST_MS.failed;
          ctx.log.warn({ err: error, unit: 'recommendations' }, 'what everybody buys could not be read');
        });
      return known;
    },
    renewed: async (ctx) => {
      // Whoever asks now wants what is told by now: one that began before is waited for, and followed by another.
      await under?.catch(() => null);
      return renew(ctx);
    },
  };
}

/** It outlives the request that began it. */
function apart(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: 'system' } };
}
