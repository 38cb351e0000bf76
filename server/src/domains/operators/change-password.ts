import type { Ctx } from '../../platform/ctx.ts';
import { operatorErrors } from './errors.ts';
import { hashPassword, isPassword } from './password.ts';
import { deleteSessionsOf, findPasswordHash, updateOperator } from './queries.ts';
import { hashToken } from './session.ts';

/** Her own password: ends all her other sessions. Throws `operators.wrong_password`, `password_is_login`. */
export async function changeOwnPassword(
  ctx: Ctx,
  operatorId: string,
  change: { readonly current: string; readonly next: string; readonly token: string },
): Promise<void> {
  const account = await findPasswordHash(ctx, operatorId);
  if (account === null || !(await isPassword(account.passwordHash, change.current))) {
    throw operatorErrors.error('wrong_password');
  }
  await updateOperator(ctx, operatorId, { passwordHash: await hashPassword(change.next, account.login, 'next') });
  await deleteSessionsOf(ctx, operatorId, hashToken(change.token));
}
