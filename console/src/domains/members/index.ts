// What other domains may use of members: their stages, and the list of whom a number counts.
export { PeopleList } from './people-list.tsx';
export { type Stage, StageTag, stageColors, stages, useStageName } from './stage.tsx';
