// Owns who may work in the console: accounts, roles and what they may do, sessions, and the log of everything changed.
export { type AuditInput, recordAudit } from './audit.ts';
export { createFirstOwner, createOperator, type OperatorInput } from './create.ts';
export type { Operator } from './operator.ts';
export { operatorOfRequest } from './operator-of-request.ts';
export { allows } from './permissions.ts';
export { resetPassword } from './reset-password.ts';
