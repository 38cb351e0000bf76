// members owns who a shopper is: accounts (openid of an app), unionid, phone, profile, addresses, tags with their reasons.
export { accounts } from './account.ts';
export { addresses } from './address.ts';
export { attributes, type Way } from './attributes.ts';
export type { BatchAct, BatchOutcome } from './batch/batch-act.ts';
export { findByPersonNo, findMembers, type MemberBrief } from './find.ts';
export { type ImportMemory, memberImport } from './import.ts';
export type { StoredPhone } from './member.ts';
export { type Following, type Merged, merges, type Unmerged } from './merges.ts';
export type { Moved } from './moved.ts';
export { membersShown } from './shown.ts';
export { standings } from './standing.ts';
export { tags } from './tag.ts';
