// What other domains may use of codes: by which of them a member came.
export { CodesOfMember } from './member-codes.tsx';
