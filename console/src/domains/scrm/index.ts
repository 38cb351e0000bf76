// What other domains may use of the shop's people in WeCom: whose friend a member is, and which groups she is in.
export { GroupsOfMember } from './groups/member-groups.tsx';
export { FriendsOfMember } from './member-friends.tsx';
