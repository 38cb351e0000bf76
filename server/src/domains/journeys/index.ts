// journeys owns what a shop does by itself: definitions, versions, drawings, runs, playbooks, results.
export { rehearsables } from './rehearsable.ts';
