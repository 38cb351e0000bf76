// What other domains may use of members: their stages and the columns of a list of them.
export { type MemberRow, useMemberColumns } from './member-columns.tsx';
export { type Stage, StageTag, stageColors, stages, useStageName } from './stage.tsx';
