// members owns who a shopper is: accounts (openid of an app), unionid, phone, profile, addresses, tags with their reasons.
export { accountsOf } from './account.ts';
export { findAddresses } from './address.ts';
export { findByPersonNo, findMembers, joinTimes, orderCounts } from './find.ts';
export { type ImportedMember, importMembers } from './import.ts';
export { type Moved, movedIn, noteMoved } from './moved.ts';
export { memberOfRequest } from './session.ts';
export { membersShown } from './shown.ts';
export { showStandings } from './standing.ts';
export { personsWithTag, tagMembers, untagMembers } from './tag.ts';
