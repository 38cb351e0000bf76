import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { sessionCookie } from './session.ts';

export function operatorId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'operator') throw platformErrors.error('sign_in_required');
  return ctx.actor.id;
}

export function tokenOf(request: FastifyRequest): string {
  return request.cookies[sessionCookie] ?? '';
}
