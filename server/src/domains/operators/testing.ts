import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx, Role } from '../../platform/ctx.ts';
import { createOperator } from './create.ts';
import type { Operator } from './operator.ts';
import { insertSession } from './queries.ts';
import { hashToken, newToken, sessionCookie } from './session.ts';

export const password = 'correct horse 42';

/** Does to the audit log what the product refuses, as somebody would who has the whole database. */
export async function tamper(ctx: Ctx, deed: (ctx: Ctx) => Promise<unknown>): Promise<void> {
  const tables = ['operators.audit_entry', 'operators.audit_stone'];
  for (const table of tables) await sql`alter table ${sql.raw(table)} disable trigger user`.execute(ctx.db);
  try {
    await deed(ctx);
  } finally {
    for (const table of tables) await sql`alter table ${sql.raw(table)} enable trigger user`.execute(ctx.db);
  }
}

/** An audit log that begins anew. */
export async function emptyAudit(ctx: Ctx): Promise<void> {
  await tamper(ctx, async () => {
    await sql`delete from operators.audit_entry`.execute(ctx.db);
    await sql`delete from operators.audit_stone`.execute(ctx.db);
    await sql`update operators.audit_head set no = 0, hash = '', mac = ''`.execute(ctx.db);
    await sql`update operators.audit_check set begun_at = '-infinity', checked_at = null, no = null, broken = null`.execute(
      ctx.db,
    );
  });
}

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
export async function openSession(ctx: Ctx, operatorId: string, userAgent = ''): Promise<string> {
  const token = newToken();
  await insertSession(ctx, { tokenHash: hashToken(token), operatorId, address: '127.0.0.1', userAgent });
  return `${sessionCookie}=${token}`;
}
