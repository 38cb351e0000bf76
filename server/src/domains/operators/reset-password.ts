import { randomBytes } from 'node:crypto';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { forgetAccountTries } from './attempts.ts';
import { recordAudit } from './audit.ts';
import { operatorErrors } from './errors.ts';
import { hashPassword } from './password.ts';
import { deleteSessionsOf, findCredentials, updateOperator } from './queries.ts';

/**
 * A new password for an account nobody can get into: for whoever has the machine, never over HTTP. Ends its sessions,
 * lifts a disabling and the lock of too many attempts. Throws `operators.unknown`.
 */
export async function resetPassword(ctx: Ctx, login: string): Promise<{ login: string; password: string }> {
  const password = randomBytes(12).toString('base64url');
  return inTransaction(ctx, async (ctx) => {
    const account = await findCredentials(ctx, login);
    if (account === null) throw operatorErrors.error('unknown', { login });
    await updateOperator(ctx, account.id, {
      passwordHash: await hashPassword(password, account.login),
      disabled: false,
    });
    await deleteSessionsOf(ctx, account.id);
    await forgetAccountTries(ctx, account.login);
    await recordAudit(ctx, {
      action: 'huoshui operator reset-password',
      area: 'operators',
      entityId: account.id,
      summary: named(words('在服务器上重设密码', 'Reset, at the server, the password of'), account.name),
      details: null,
    });
    return { login: account.login, password };
  });
}
