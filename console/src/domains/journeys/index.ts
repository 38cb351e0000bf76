// What other domains may use of journeys: whether one works, and how a difference is shown with its interval.
export { pointsOf, UpliftInterval, verdictTones } from './uplift-interval.tsx';
export { UpliftLine } from './uplift-line.tsx';
