import type { Ctx } from './ctx.ts';
import type { Follower } from './move-clock.ts';

/** Keep the sandbox on the shop's time: it delivers what falls due there and says when it has more to do. */
export function tellSandbox(ctx: Ctx): Follower {
  const url = ctx.config.sandboxUrl;
  return async (_now, offsetMs) => {
    if (!url) return null;
    const answer = await fetch(`${url}/sandbox/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ offsetMs: Math.round(offsetMs) }),
    });
    const body: unknown = await answer.json();
    const due = typeof body === 'object' && body !== null && 'nextDueAt' in body ? body.nextDueAt : null;
    return typeof due === 'string' ? new Date(due) : null;
  };
}
