// Experiments: arms of what the shop shows, who is in which, and what each brought.
export { type HerArm, type Running, running } from './running.ts';
export type { ExperimentSubject, Taking } from './subject.ts';
