import type { FastifyRequest } from 'fastify';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import { createGatherer } from '../../platform/gather.ts';
import { memberErrors } from './errors.ts';
import { findLivingOnes } from './queries.ts';

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
  const member = await sessionMember(ctx, id);
  if (!member) return null;
  if (member.blocked) throw memberErrors.error('blocked');
  return { kind: 'member', id: member.id, personNo: member.personNo };
}

type Asked = Awaited<ReturnType<typeof findLivingOnes>>[number];
const lookups = new WeakMap<Ctx['db'], (id: string) => Promise<{ readonly member: Asked }>>();

/** Every request of every shopper asks who she is: those that come at the same moment ask together. */
async function sessionMember(ctx: Ctx, id: string): Promise<Asked> {
  const known = lookups.get(ctx.db);
  const lookup =
    known ??
    createGatherer<string, { readonly member: Asked }>({
      work: async (ids) => (await findLivingOnes(ctx, ids)).map((member) => ({ member })),
      lingerMs: 0,
      most: 500,
      lanes: 4,
      isCertain: () => true,
    });
  if (!known) lookups.set(ctx.db, lookup);
  return (await lookup(id)).member;
}
