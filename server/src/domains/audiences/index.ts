// audiences owns who belongs together: conditions, lifecycle stages, RFM, and how they change.
export type { ConditionKind } from './condition.ts';
export { type ConditionKit, conditionKit } from './conditions/compose.ts';
export { conditionKinds } from './conditions/index.ts';
export { holdsFor, personsOf } from './conditions/standard.ts';
export { countFirstOrders, countSilentEntries, type DayCount } from './stage-entries.ts';
export { stageOf, stagesOf } from './standings.ts';
