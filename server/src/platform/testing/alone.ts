import type { Around } from '../sweeps.ts';

/** A sweep that a test runs without a worker: nobody brings anything up. */
export const alone: Around = { catchUp: async () => undefined };
