import type { Role } from './ctx.ts';
import type { Domain } from './domain.ts';

type Allows = (role: Role, permission: string) => boolean;

/** The routes by which a role may change something (`POST /api/admin/coupons`): what a console offers, and no more. */
export function actsOf(mounted: readonly Domain[], allows: Allows, role: Role): string[] {
  return mounted
    .flatMap(({ routes = [] }) => routes)
    .filter(
      ({ method, options }) => method !== 'GET' && !options.onlyReads && 'can' in options && allows(role, options.can),
    )
    .map(({ method, path }) => `${method} ${path}`);
}
