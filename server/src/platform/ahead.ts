import type { Ctx } from './ctx.ts';

/** A clock that is wrong by more than this stops nobody. */
const AHEAD_MS = 5000;

/**
 * Whether something of it lies ahead by this process's clock, which runs behind the teller's or has not heard yet that time was moved
 * (`refresh`). It is heard when it has happened: whoever counts what was in force by now would leave it out, and look at it no more.
 */
export async function isAhead(
  ctx: Ctx,
  facts: readonly { readonly occurredAt: Date }[],
  refresh?: () => Promise<void>,
): Promise<boolean> {
  const last = facts.reduce((latest, { occurredAt }) => Math.max(latest, occurredAt.getTime()), 0);
  if (last <= ctx.now().getTime()) return false;
  await refresh?.();
  const ahead = last - ctx.now().getTime();
  return ahead > 0 && ahead <= AHEAD_MS;
}
