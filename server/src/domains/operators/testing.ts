import { randomBytes } from 'node:crypto';
import type { Ctx, Role } from '../../platform/ctx.ts';
import { createOperator } from './create.ts';
import type { Operator } from './operator.ts';
import { insertSession } from './queries.ts';
import { hashToken, newToken, sessionCookie, sessionMs } from './session.ts';

export const password = 'correct horse 42';

export type TestOperator = Operator & {
  /** For the `cookie` of a call. */
  readonly cookie: string;
};

/** An operator who is signed in already, for tests of what lies behind the sign-in. */
export async function signedIn(
  ctx: Ctx,
  role: Role = 'owner',
  name = '小李',
  stores: readonly string[] | null = null,
): Promise<TestOperator> {
  const login = `${role}-${randomBytes(4).toString('hex')}`;
  const operator = await createOperator(ctx, { login, name, role, stores, password });
  return { ...operator, cookie: await openSession(ctx, operator.id) };
}

/** One more session of an operator. */
export async function openSession(ctx: Ctx, operatorId: string): Promise<string> {
  const token = newToken();
  await insertSession(ctx, { tokenHash: hashToken(token), operatorId, address: '127.0.0.1', lastsMs: sessionMs });
  return `${sessionCookie}=${token}`;
}
