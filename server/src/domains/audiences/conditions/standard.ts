import { conditionKit } from './compose.ts';

/** The kit with the kinds that every house has, for whoever was handed no other. */
export const { personsOf, holdsFor } = conditionKit();
