import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Actor, Ctx } from '../../../platform/ctx.ts';
import { WechatError } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';
import { scrmErrors } from '../errors.ts';

const CONTEXT = 'scrm.staff-session';
/** A shift at most: WeCom signs her in again without asking. Taste. */
const SESSION_MS = 120 * MINUTE_MS;
/** Unknown, used, or older than five minutes. */
const BAD_CODE = 40029;

/** The code of WeCom’s OAuth → a token of hers. Throws `scrm.staff_code_invalid`, `not_staff`, `no_corp`. */
export async function signInStaff(ctx: Ctx, code: string) {
  const wecom = await wecomOf(ctx);
  const userid = await wecom.whoIs(code).catch((error: unknown) => {
    if (error instanceof WechatError && error.errcode === BAD_CODE) throw scrmErrors.error('staff_code_invalid');
    throw error;
  });
  const staff = userid === null ? null : await findAble(ctx, userid);
  if (staff === null) throw scrmErrors.error('not_staff');
  const expiresAt = new Date(ctx.now().getTime() + SESSION_MS);
  return { token: signToken(ctx, staff.id, expiresAt), expiresAt: expiresAt.toISOString(), staff };
}

/** Userid and end, signed; it says nothing else. */
export function signToken(ctx: Ctx, userid: string, expiresAt: Date): string {
  const body = JSON.stringify([userid, expiresAt.getTime()]);
  return ctx.crypto.sign(Buffer.from(body).toString('base64url'), CONTEXT);
}

/** Who sent a request, as long as she is in the corp and may have customers. */
export async function staffOfRequest(ctx: Ctx, request: FastifyRequest): Promise<Actor | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return null;
  const body = ctx.crypto.verify(token, CONTEXT);
  if (body === null) return null;
  const [userid, until]: unknown[] = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (typeof userid !== 'string' || typeof until !== 'number' || until <= ctx.now().getTime()) return null;
  const staff = await findAble(ctx, userid);
  return staff && { kind: 'staff', ...staff };
}

async function findAble(ctx: Ctx, userid: string): Promise<{ readonly id: string; readonly name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select userid as id, name from scrm.staff where userid = ${userid} and can_contact and gone_at is null
  `.execute(ctx.db);
  return rows[0] ?? null;
}
