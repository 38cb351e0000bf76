// What other domains may use of the shop's people in WeCom: whose friend a member is.
export { FriendsOfMember } from './member-friends.tsx';
