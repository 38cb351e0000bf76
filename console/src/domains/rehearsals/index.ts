// What other domains may use of rehearsals: the way to start one, and those of a journey.
export { RehearsalsOfJourney } from './rehearsals-of-journey.tsx';
export { RehearseButton } from './rehearse-button.tsx';
