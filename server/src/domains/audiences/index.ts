// audiences owns who belongs together: lifecycle stages, RFM, and how they change.
export { STAGE_LABEL } from './lifecycle.ts';
export { countFirstOrders, countSilentEntries, type DayCount } from './stage-entries.ts';
export { stageOf, stagesOf } from './standings.ts';
