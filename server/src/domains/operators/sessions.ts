import type { Session as SessionShape } from '@huoshui/contracts/operators';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { deviceName } from './device-name.ts';
import { operatorErrors } from './errors.ts';
import { findOperator, roomTime } from './queries.ts';

export type Session = Static<typeof SessionShape>;

type Row = {
  readonly id: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
};

/**
 * Where an account is signed in, the last used first; `tokenHash` is the session that asks. A sandbox may have moved the shop's
 * clock: times are told as the shop's, in which the console counts.
 */
export async function findSessions(ctx: Ctx, operatorId: string, tokenHash = ''): Promise<Session[]> {
  const shopTime = sql`coalesce((select offset_ms from platform.clock), 0) * interval '1 millisecond'`;
  const { rows } = await sql<Row>`
    select id, user_agent, address, created_at + ${shopTime} as created_at, seen_at + ${shopTime} as seen_at,
      expires_at + ${shopTime} as expires_at, token_hash = ${tokenHash} as current
    from operators.session
    where operator_id = ${operatorId} and expires_at > ${roomTime(ctx)}
    order by token_hash = ${tokenHash} desc, seen_at desc, id
  `.execute(ctx.db);
  return rows.map(({ userAgent, createdAt, seenAt, expiresAt, ...row }) => ({
    ...row,
    device: deviceName(userAgent),
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    endsAt: expiresAt.toISOString(),
  }));
}

/** Ends one session of an account, or all but one. Throws `operators.session_unknown` where it names one that is not hers or has ended. */
export async function endSessions(
  ctx: Ctx,
  operatorId: string,
  which: { readonly id: string } | { readonly exceptTokenHash: string },
): Promise<number> {
  const meant = 'id' in which ? sql`id = ${which.id}` : sql`token_hash <> ${which.exceptTokenHash}`;
  const { rows } = await sql`
    delete from operators.session where operator_id = ${operatorId} and ${meant} returning 1
  `.execute(ctx.db);
  if ('id' in which && rows.length === 0) throw operatorErrors.error('session_unknown');
  return rows.length;
}

/** An owner ends those of another. Throws `operators.unknown`, `session_unknown`. */
export async function endSessionsOf(
  ctx: Ctx,
  operatorId: string,
  id: string | null,
): Promise<{ ended: number; login: string }> {
  const account = await findOperator(ctx, operatorId);
  if (account === null) throw operatorErrors.error('unknown', { id: operatorId });
  const ended = await endSessions(ctx, operatorId, id === null ? { exceptTokenHash: '' } : { id });
  return { ended, login: account.login };
}
