// benefits owns what is given away: grants with cause and cost, budgets, and the port that kinds of benefits come through.
export {
  type BenefitItem,
  type BenefitKind,
  type BenefitKinds,
  benefitItem,
  type Gift,
  type Offered,
  type SameGift,
} from './benefit-kind.ts';
export { benefitKinds } from './benefit-kinds.ts';
export { type GrantOutcome, type GrantRequest, grant } from './grant.ts';
export { grantToMany } from './grant-to-many.ts';
export { ledger } from './ledger.ts';
export { revokeGiven } from './revoke.ts';
export { describe } from './told.ts';
export { wouldGive } from './would-give.ts';
