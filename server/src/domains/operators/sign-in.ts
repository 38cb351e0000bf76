import { words } from '@huoshui/contracts/words';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import { type Attempt, giveTryBack, noteGuessing, takeTry } from './attempts.ts';
import { recordAudit } from './audit.ts';
import { deviceName } from './device-name.ts';
import { isPassword } from './password.ts';
import { findCredentials, insertSession } from './queries.ts';
import { type Taken, takeCode } from './second-factor/take-code.ts';
import { hashToken, newToken } from './session.ts';
import type { OperatorRow } from './tables.ts';

export type SignInOutcome =
  | { readonly kind: 'signed_in'; readonly token: string; readonly operator: OperatorRow }
  | { readonly kind: 'wrong_credentials' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'too_many_attempts'; readonly waitMs: number }
  /** The password was right. */
  | { readonly kind: 'code_needed' }
  | Exclude<Taken, { readonly kind: 'taken' }>;

/**
 * Opens a session. An unknown login and a wrong password are answered alike and after the same time; that an account is
 * disabled learns only who knows its password.
 */
export async function signIn(
  ctx: Ctx,
  attempt: Attempt & { readonly password: string; readonly code?: string; readonly userAgent: string },
): Promise<SignInOutcome> {
  const waitMs = await takeTry(ctx, attempt);
  if (waitMs > 0) {
    ctx.log.warn({ address: attempt.address }, 'sign-in refused: too many attempts');
    return { kind: 'too_many_attempts', waitMs };
  }
  const found = await findCredentials(ctx, attempt.login);
  if (!(await isPassword(found?.passwordHash ?? null, attempt.password)) || found === null) {
    return { kind: 'wrong_credentials' };
  }
  await giveTryBack(ctx, attempt);
  if (found.disabled) return { kind: 'disabled' };
  const second = found.secondFactor ? await takeSecondStep(ctx, found.id, attempt) : null;
  if (second !== null && second.kind !== 'taken') return second;

  const token = newToken();
  await insertSession(ctx, {
    tokenHash: hashToken(token),
    operatorId: found.id,
    address: attempt.address,
    userAgent: attempt.userAgent,
  });
  const actor: Actor = { kind: 'operator', id: found.id, name: found.name, role: found.role, stores: found.stores };
  await recordAudit(
    { ...ctx, actor },
    {
      action: 'POST /api/admin/session',
      area: 'session',
      entityId: found.id,
      summary: words('登录控制台', 'Signed in'),
      details: { address: attempt.address, device: deviceName(attempt.userAgent).en, by: second?.by ?? 'password' },
    },
  );
  return { kind: 'signed_in', token, operator: { ...found, lastSeenAt: ctx.now() } };
}

async function takeSecondStep(
  ctx: Ctx,
  operatorId: string,
  attempt: Attempt & { readonly code?: string },
): Promise<Taken | { readonly kind: 'code_needed' }> {
  if (attempt.code === undefined || attempt.code.trim() === '') return { kind: 'code_needed' };
  const taken = await takeCode(ctx, operatorId, attempt.code);
  if (taken.kind === 'wrong_code' && taken.locks)
    await noteGuessing(
      ctx,
      attempt,
      words(
        '有人知道密码，多次输错两步验证码，账号',
        'Somebody knows the password and typed wrong codes, again and again, for the account',
      ),
    );
  return taken;
}
