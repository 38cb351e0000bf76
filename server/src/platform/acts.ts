import type { Standing } from './ctx.ts';
import type { Domain } from './domain.ts';

type Allows = (standing: Standing, permission: string) => boolean;

/** The routes by which an account may change something (`POST /api/admin/coupons`): what a console offers, and no more. */
export function actsOf(mounted: readonly Domain[], allows: Allows, standing: Standing): string[] {
  return mounted
    .flatMap(({ routes = [] }) => routes)
    .filter(
      ({ method, options }) =>
        method !== 'GET' && !options.onlyReads && 'can' in options && allows(standing, options.can),
    )
    .map(({ method, path }) => `${method} ${path}`);
}
