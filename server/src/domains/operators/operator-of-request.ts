import type { Actor, Ctx } from '../../platform/ctx.ts';
import { findSession, slideSession } from './queries.ts';
import { hashToken, sessionCookie } from './session.ts';

/**
 * The operator whose session cookie a request carries, with the role she has now; null without a live session.
 * Each use moves the end of the session on.
 */
export async function operatorOfRequest(
  ctx: Ctx,
  request: { readonly cookies: Readonly<Record<string, string | undefined>> },
): Promise<Extract<Actor, { kind: 'operator' }> | null> {
  const token = request.cookies[sessionCookie];
  if (token === undefined || token === '') return null;
  const tokenHash = hashToken(token);
  const session = await findSession(ctx, tokenHash);
  if (session === null) return null;
  if (session.slides) await slideSession(ctx, tokenHash);
  const { id, name, role, stores } = session;
  return { kind: 'operator', id, name, role, stores };
}
