import type { Words } from '@huoshui/contracts/words';
import type { Ctx, Standing } from './ctx.ts';
import type { Domain } from './domain.ts';

/** Something that waits for a person: what, how much of it, and the page of the console where it is done. */
export type Work = {
  /** `orders.to_ship` */
  readonly kind: string;
  readonly words: Words;
  readonly count: number;
  readonly to: string | null;
  /** Who may not read it is not told of it. */
  readonly needs: `${string}.read`;
};

/** Counted no further than this: beyond it nobody counts, and a count must stay cheap on a page that is always open. */
export const MOST_WORK = 1_000;

type Allows = (standing: Standing, permission: string) => boolean;

/** What waits for whoever asks, in the order of the domains; nothing that does not wait. */
export async function findWork(ctx: Ctx, domains: readonly Domain[], allows: Allows): Promise<Work[]> {
  const { actor } = ctx;
  if (actor.kind !== 'operator') return [];
  const found = await Promise.all(domains.map(async (domain) => (await domain.work?.(ctx)) ?? []));
  return found.flat().filter(({ count, needs }) => count > 0 && allows(actor, needs));
}
