import type { FastifyRequest } from 'fastify';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import { createGatherer } from '../../platform/gather.ts';
import { memberErrors } from './errors.ts';
import { findByAccounts } from './queries.ts';

const CONTEXT = 'members.session';
const SESSION_DAYS = 30;

/**
 * A session token: which account, until when, signed. It says nothing else, so nothing need be looked up to refuse a
 * forged one. Whoever the account belongs to when a request comes is who asks: a merge, or its undoing, ends no session.
 */
export function signToken(ctx: Ctx, accountNo: number): { token: string; expiresAt: Date } {
  const expiresAt = new Date(ctx.now().getTime() + SESSION_DAYS * DAY_MS);
  return { token: ctx.crypto.sign(`a~${accountNo}~${expiresAt.getTime().toString(36)}`, CONTEXT), expiresAt };
}

/**
 * The shopper who sent a request and the account she sent it from, or null. A token from before sessions knew their
 * account is none: the phone signs in anew by itself.
 */
export async function memberOfRequest(ctx: Ctx, request: FastifyRequest): Promise<Actor | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return null;
  const [kind, no, expires] = ctx.crypto.verify(token, CONTEXT)?.split('~') ?? [];
  if (kind !== 'a' || !no || !expires || Number.parseInt(expires, 36) <= ctx.now().getTime()) return null;
  const member = await sessionMember(ctx, Number(no));
  if (!member) return null;
  if (member.blocked) throw memberErrors.error('blocked');
  return { kind: 'member', id: member.id, personNo: member.personNo, account: member.account };
}

type Asked = Awaited<ReturnType<typeof findByAccounts>>[number];
const lookups = new WeakMap<Ctx['db'], (accountNo: number) => Promise<{ readonly member: Asked }>>();

/** Every request of every shopper asks who she is: those that come at the same moment ask together. */
async function sessionMember(ctx: Ctx, accountNo: number): Promise<Asked> {
  const known = lookups.get(ctx.db);
  const lookup =
    known ??
    createGatherer<number, { readonly member: Asked }>({
      work: async (numbers) => (await findByAccounts(ctx, numbers)).map((member) => ({ member })),
      // Nobody waits for company: what comes while a read is under way is the next group.
      lingerMs: 0,
      most: 500,
      lanes: 4,
      isCertain: () => true,
    });
  if (!known) lookups.set(ctx.db, lookup);
  return (await lookup(accountNo)).member;
}
