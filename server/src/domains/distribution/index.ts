// distribution owns what members earn by whom they bring: accounts, commissions with their guard and ledger, withdrawals.
export type { Assign, Assigned } from './assigned.ts';
export { creditOnce } from './credit.ts';
export { enrol } from './enrol.ts';
export { noteSeen } from './marks.ts';
export { earnedBySource } from './sums.ts';
