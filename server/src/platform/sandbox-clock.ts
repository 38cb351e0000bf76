import type { Ctx } from './ctx.ts';
import type { Follower } from './move-clock.ts';

/** Keep the sandbox on the shop's time: it delivers what falls due there and says when it has more to do. */
export function tellSandbox(ctx: Ctx): Follower {
  const url = ctx.config.sandboxUrl;
  return async (_now, offsetMs) => {
    if (!url) return null;
    // A sandbox that is away misses nothing: it is told the time again with the next move, and at its own start.
    const answer = await fetch(`${url}/sandbox/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ offsetMs: Math.round(offsetMs) }),
    }).catch(() => null);
    const body: unknown = await answer?.json();
    const due = typeof body === 'object' && body !== null && 'nextDueAt' in body ? body.nextDueAt : null;
    return typeof due === 'string' ? new Date(due) : null;
  };
}
