// accounts owns official accounts: what each may do, who follows it, what it answers, and where it sends people on.
import { codeTo, shownCode } from './account/code-to.ts';
import { noteArrival } from './hear/diversion.ts';

/** How other domains lead people to an account, and hear from whom an account has sent. */
export const leading = {
  /** A code of the account for whatever leads there; null: it may make none. */
  code: codeTo,
  /** The account and the picture of that code, for her phone. */
  shown: shownCode,
  /** She is where an account sent her. */
  arrived: noteArrival,
};
