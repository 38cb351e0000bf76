import type { FastifyRequest } from 'fastify';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import { memberErrors } from './errors.ts';
import { findLiving } from './queries.ts';

const CONTEXT = 'members.session';
const SESSION_DAYS = 30;

/** A session token: who, until when, signed. It says nothing else, so nothing need be looked up to refuse a forged one. */
export function signToken(ctx: Ctx, memberId: string): { token: string; expiresAt: Date } {
  const expiresAt = new Date(ctx.now().getTime() + SESSION_DAYS * DAY_MS);
  return { token: ctx.crypto.sign(`${memberId}~${expiresAt.getTime().toString(36)}`, CONTEXT), expiresAt };
}

/** The shopper who sent a request, or null. A member merged into another acts as that other. */
export async function memberOfRequest(ctx: Ctx, request: FastifyRequest): Promise<Actor | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return null;
  const body = ctx.crypto.verify(token, CONTEXT);
  const [id, expires] = body?.split('~') ?? [];
  if (!id || !expires || Number.parseInt(expires, 36) <= ctx.now().getTime()) return null;
  const member = await findLiving(ctx, id);
  if (!member) return null;
  if (member.blocked) throw memberErrors.error('blocked');
  return { kind: 'member', id: member.id, personNo: member.personNo };
}
