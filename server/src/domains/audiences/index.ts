// audiences owns who belongs together: conditions, lifecycle stages, RFM, and how they change.
export { type ConditionKind, condition } from './condition.ts';
export { type ConditionKit, conditionKit } from './conditions/compose.ts';
export { goodsText } from './conditions/goods.ts';
export { conditionKinds } from './conditions/index.ts';
export { eventFilters, type Where } from './conditions/where.ts';
export { createHoldsNow, type HoldsNow } from './holds-now.ts';
export { rhythm } from './rhythm.ts';
export { countFirstOrders, countSilentEntries, type DayCount } from './stage-entries.ts';
export { stageOf } from './standings.ts';
