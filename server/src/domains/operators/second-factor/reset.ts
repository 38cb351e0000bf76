import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { recordAudit } from '../audit.ts';
import { operatorErrors } from '../errors.ts';
import { type Operator, presentOperator } from '../operator.ts';
import { deleteSessionsOf, findCredentials, findOperator } from '../queries.ts';
import { forgetSecondFactor } from './set-up.ts';

/** For somebody who lost phone and codes: an owner takes the second factor off, and every session ends. Throws `operators.unknown`. */
export async function resetSecondFactorOf(ctx: Ctx, operatorId: string): Promise<Operator> {
  const account = await findOperator(ctx, operatorId);
  if (account === null) throw operatorErrors.error('unknown', { id: operatorId });
  await forgetSecondFactor(ctx, operatorId);
  await deleteSessionsOf(ctx, operatorId);
  return presentOperator(ctx, { ...account, secondFactor: false });
}

/** The same for the only owner, by whoever has the machine; never over HTTP. Throws `operators.unknown`. */
export async function resetSecondFactor(ctx: Ctx, login: string): Promise<{ login: string; wasOn: boolean }> {
  return inTransaction(ctx, async (ctx) => {
    const account = await findCredentials(ctx, login);
    if (account === null) throw operatorErrors.error('unknown', { login });
    await forgetSecondFactor(ctx, account.id);
    await deleteSessionsOf(ctx, account.id);
    await recordAudit(ctx, {
      action: 'huoshui operator reset-two-factor',
      area: 'operators',
      entityId: account.id,
      summary: named(
        words('在服务器上重置两步验证，账号', 'Reset, at the server, two-factor sign-in of'),
        account.name,
      ),
      details: null,
    });
    return { login: account.login, wasOn: account.secondFactor };
  });
}
