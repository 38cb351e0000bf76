// What other domains may use of members: their stages.
export { type Stage, StageTag, stageColors, stages, useStageName } from './stage.tsx';
