import type { Ctx, Role } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { operatorErrors } from './errors.ts';
import { limitTo } from './limit.ts';
import { type Operator, presentOperator } from './operator.ts';
import { hashPassword } from './password.ts';
import { insertOperator } from './queries.ts';

export type OperatorInput = {
  readonly name: string;
  readonly login: string;
  readonly password: string;
};

/** A new console account. Throws `operators.login_taken`, `password_is_login`, and what limiting it throws. */
export async function createOperator(
  ctx: Ctx,
  input: OperatorInput & { readonly role: Role; readonly stores?: readonly string[] | null },
): Promise<Operator> {
  const { login, name, role } = input;
  const stores = await limitTo(ctx, { role, stores: input.stores ?? null });
  const passwordHash = await hashPassword(input.password, login);
  const row = await insertOperator(ctx, { id: newId('op'), login, name, role, stores, passwordHash });
  if (row === null) throw operatorErrors.error('login_taken', { login });
  return presentOperator(ctx, row);
}

/** The owner that an empty shop starts with; null when there is any account already, so it may be called at every start. */
export async function createFirstOwner(ctx: Ctx, input: OperatorInput): Promise<Operator | null> {
  const { login, name } = input;
  const passwordHash = await hashPassword(input.password, login);
  return inTransaction(ctx, async (ctx) => {
    const row = await insertOperator(
      ctx,
      { id: newId('op'), login, name, role: 'owner', stores: null, passwordHash },
      true,
    );
    return row === null ? null : presentOperator(ctx, row);
  });
}
