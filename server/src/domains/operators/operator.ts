import type { Operator as OperatorShape } from '@huoshui/contracts/operators';
import type { Static } from '@sinclair/typebox';
import type { OperatorRow } from './tables.ts';

/** A console account as the API shows it. */
export type Operator = Static<typeof OperatorShape>;

export function presentOperator(row: OperatorRow): Operator {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    disabled: row.disabled,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
