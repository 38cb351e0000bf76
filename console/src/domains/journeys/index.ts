// What other domains may use of journeys: whether one works, how a difference is shown with its interval, and what begins one.
export { NewJourney } from './canvas/new-journey.tsx';
export { TwoArms } from './two-arms.tsx';
export { pointsOf, UpliftInterval, verdictTones } from './uplift-interval.tsx';
export { UpliftLine } from './uplift-line.tsx';
