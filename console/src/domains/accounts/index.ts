// What other domains may use of official accounts: which ones a member follows.
export { FollowsOfMember } from './member-follows.tsx';
