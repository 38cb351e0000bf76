import type { Ctx, Role } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { operatorErrors } from './errors.ts';
import { endKeysOf } from './keys/key.ts';
import { limitTo } from './limit.ts';
import { type Operator, presentOperator } from './operator.ts';
import { hashPassword } from './password.ts';
import { deleteSessionsOf, findOperator, lockActiveOwners, updateOperator } from './queries.ts';

export type AccountChange = {
  readonly name?: string;
  readonly role?: Role;
  readonly stores?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly password?: string;
};

/**
 * What an owner changes on an account. Keys of one that is disabled end for good, of a smaller role they do less. A new password, a new role and a disabling end its sessions at once; other stores
 * count from the next request. Throws `operators.unknown`, `own_account`, `last_owner`, `password_is_login`.
 */
export async function changeOperator(ctx: Ctx, id: string, change: AccountChange): Promise<Operator> {
  return inTransaction(ctx, async (ctx) => {
    const owners = await lockActiveOwners(ctx);
    const before = await findOperator(ctx, id);
    if (before === null) throw operatorErrors.error('unknown', { id });
    const changesRole = change.role !== undefined && change.role !== before.role;
    const disables = change.disabled === true && !before.disabled;
    if (ctx.actor.kind === 'operator' && ctx.actor.id === id && (changesRole || disables)) {
      throw operatorErrors.error('own_account');
    }
    if ((changesRole || disables) && owners.every((owner) => owner === id)) throw operatorErrors.error('last_owner');

    const { role = before.role, stores = before.stores } = change;
    const limits = change.role !== undefined || change.stores !== undefined;
    const kept = limits ? { stores: await limitTo(ctx, { role, stores }) } : {};
    const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password, before.login);
    const after = await updateOperator(ctx, id, { ...change, ...kept, passwordHash });
    if (after === null) throw operatorErrors.error('unknown', { id });
    if (disables) await endKeysOf(ctx, id);
    if (disables || changesRole || passwordHash !== undefined) await deleteSessionsOf(ctx, id);
    return presentOperator(ctx, after);
  });
}
