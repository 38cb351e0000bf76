// What other domains may use of outcomes: the figures that every play has, on its page or over its list.
export { Scorecard } from './scorecard.tsx';
export { ScorecardButton } from './scorecard-button.tsx';
