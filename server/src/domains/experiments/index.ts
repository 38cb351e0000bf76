// Experiments: arms of what the shop shows, who is in which, and what each brought.
export { type Running, running } from './running.ts';
export type { ExperimentTarget } from './target.ts';
