import type { Permission } from '@huoshui/contracts/words/permissions';
import type { FastifyRequest } from 'fastify';
import type { Actor, Ctx, Standing } from '../ctx.ts';
import type { DomainError } from '../errors.ts';
import { platformErrors } from '../platform-errors.ts';
import type { AuditNote, RouteOptions } from '../routes.ts';

/** What the composition hands to HTTP: how to tell who calls, what she may do, and where changes are written down. */
export type Guards = {
  readonly operator: (ctx: Ctx, request: FastifyRequest) => Promise<Actor | null>;
  readonly member: (ctx: Ctx, request: FastifyRequest) => Promise<Actor | null>;
  readonly staff: (ctx: Ctx, request: FastifyRequest) => Promise<Actor | null>;
  readonly allows: (standing: Standing, permission: string) => boolean;
  /** Why she may not, where that is not her role. */
  readonly refusal?: (actor: Actor, needs: Permission | null) => DomainError | null;
  readonly audit: (ctx: Ctx, entry: { action: string } & Required<AuditNote>) => Promise<void>;
};

/** The actor of a request, or the error that says why there is none. */
export async function admit(
  ctx: Ctx,
  guards: Guards,
  request: FastifyRequest,
  options: RouteOptions<never, never>,
): Promise<Actor> {
  if ('open' in options) {
    if (!options.anyOrigin) refuseCrossSite(request);
    return { kind: 'guest' };
  }
  if ('member' in options) {
    const member = await guards.member(ctx, request);
    if (!member) throw platformErrors.error('sign_in_required');
    return member;
  }
  if ('staff' in options) {
    const staff = await guards.staff(ctx, request);
    if (!staff) throw platformErrors.error('sign_in_required');
    return staff;
  }
  refuseCrossSite(request);
  const operator = await guards.operator(ctx, request);
  if (operator?.kind !== 'operator') throw platformErrors.error('sign_in_required');
  const needs = 'can' in options ? options.can : null;
  const open = needs === null ? operator.key === undefined || options.keys === true : guards.allows(operator, needs);
  if (!open) throw guards.refusal?.(operator, needs) ?? platformErrors.error('forbidden');
  return operator;
}

/**
 * A browser carries the console's cookie along, so a change must come from a page of this very host. A browser says where a
 * request comes from in one of three headers; who sends none of them is no browser, and carries no cookie of another's.
 */
function refuseCrossSite({ method, headers, host }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD') return;
  const { origin, referer } = headers;
  const site = headers['sec-fetch-site'];
  const from = origin ?? (site === undefined ? referer : undefined);
  const ours =
    from === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : URL.canParse(from) && new URL(from).host === host;
  if (!ours) throw platformErrors.error('bad_origin');
}
