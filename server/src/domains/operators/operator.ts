import type { Operator as OperatorShape } from '@huoshui/contracts/operators';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import type { OperatorRow } from './tables.ts';

/** A console account as the API shows it. */
export type Operator = Static<typeof OperatorShape>;

export async function presentOperators(ctx: Ctx, rows: readonly OperatorRow[]): Promise<Operator[]> {
  const picked = rows.flatMap(({ stores }) => (stores ?? []).map((id) => ({ of: 'store' as const, id })));
  const names = await ctx.names(ctx, picked);
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    stores: row.stores?.map((id) => ({ id, name: names('store', id)?.zh ?? id })) ?? null,
    disabled: row.disabled,
    secondFactor: row.secondFactor,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

export async function presentOperator(ctx: Ctx, row: OperatorRow): Promise<Operator> {
  const [operator] = await presentOperators(ctx, [row]);
  if (operator === undefined) throw new Error('one row shows as one account');
  return operator;
}
