// Owns who may work in the console: accounts, roles and what they may do, sessions, keys, and the log of everything changed.
export { recordAudit } from './audit.ts';
export { trimAudit } from './chain/trim.ts';
export { verifyAudit } from './chain/verify.ts';
export { createFirstOwner } from './create.ts';
export { operatorOfRequest, refusalOf } from './operator-of-request.ts';
export { allows } from './permissions.ts';
export { resetPassword } from './reset-password.ts';
export { resetSecondFactor } from './second-factor/reset.ts';
