// members owns who a shopper is: identity (openid, unionid, phone), profile, addresses, tags with their reasons.
export { findAddresses } from './address.ts';
export { findByPersonNo, findMembers, openidsOf, orderCounts } from './find.ts';
export { type ImportedMember, importMembers } from './import.ts';
export { listMembers } from './list.ts';
export { memberOfRequest } from './session.ts';
export { membersWithTag, tagMembers, untagMembers } from './tag.ts';
