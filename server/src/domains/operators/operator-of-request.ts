import { type Permission, permissionWords } from '@huoshui/contracts/words/permissions';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import { operatorErrors } from './errors.ts';
import { keyIn, operatorOfKey } from './keys/operator-of-key.ts';
import { byKey } from './permissions.ts';
import { findSession, slideSession } from './queries.ts';
import { isDue, rulesOf } from './second-factor/rules.ts';
import { hashToken, sessionCookie } from './session.ts';

/**
 * The operator whose session cookie or API key a request carries, with the role she has now; null without a live session. Throws what a key
 * that is not good throws.
 * Each use moves the end of the session on.
 */
export async function operatorOfRequest(
  ctx: Ctx,
  request: {
    readonly cookies: Readonly<Record<string, string | undefined>>;
    readonly headers: { readonly authorization?: string | undefined };
    readonly ip: string;
  },
): Promise<Extract<Actor, { kind: 'operator' }> | null> {
  const key = keyIn(request.headers);
  if (key !== null) return operatorOfKey(ctx, key, request.ip);
  const token = request.cookies[sessionCookie];
  if (token === undefined || token === '') return null;
  const tokenHash = hashToken(token);
  const session = await findSession(ctx, tokenHash);
  if (session === null) return null;
  if (session.slides) await slideSession(ctx, tokenHash);
  const { id, name, role, stores } = session;
  const due = isDue(ctx, session, rulesOf(session.rules));
  return { kind: 'operator', id, name, role, stores, ...(due ? lacking : {}) };
}

/** Without the second step that her role needs she may set one up, and nothing else. */
const lacking = { scopes: [], lacks: 'second_factor' } as const;

/** Why somebody who is signed in may not, where it is not for her role. */
export function refusalOf(actor: Actor, needs: Permission | null): DomainError | null {
  if (actor.kind !== 'operator') return null;
  if (actor.key !== undefined)
    return needs === null || !byKey(needs)
      ? operatorErrors.error('key_never')
      : operatorErrors.error('key_scope', { what: permissionWords(needs) });
  return actor.lacks === 'second_factor' ? operatorErrors.error('second_factor_due') : null;
}
