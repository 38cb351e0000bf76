import type { Domain } from '../../platform/domain.ts';
import { posterErrors } from './errors.ts';
import { posterForm } from './poster-form.ts';
import { posterPicks } from './posters.ts';
import { adminRoutes } from './routes.admin.ts';

export { makePoster, placeOfScene } from './personal.ts';

/** Posters that members show to friends: what they look like, and each with a code of its own. */
export const posters: Domain = {
  name: 'posters',
  routes: adminRoutes,
  errors: posterErrors,
  forms: { 'posters.poster': posterForm },
  picks: posterPicks,
};
