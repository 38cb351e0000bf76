// What other domains may use of journeys: whether one works.
export { UpliftLine } from './uplift-line.tsx';
