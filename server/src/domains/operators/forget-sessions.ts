import { sweep } from '../../platform/sweeps.ts';
import { forgetMs } from './attempts.ts';
import { deleteStale } from './queries.ts';

/** Clears ended sessions and passed attempt windows away; neither counts any more, so no moment needs to be met. */
export const forgetSessions = sweep({
  name: 'operators.forget-sessions',
  due: null,
  run: async (ctx) => deleteStale(ctx, forgetMs),
});
