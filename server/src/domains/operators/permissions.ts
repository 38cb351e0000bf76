import { neverByKey, type Permission, permissions } from '@huoshui/contracts/words/permissions';
import type { Role, Standing } from '../../platform/ctx.ts';

// Who may sign in and what was done are the owner's business; an operator also leaves the shop's settings alone.
const ownerOnly: readonly Permission[] = [
  'operators.read',
  'operators.write',
  'audit.read',
  'audit.write',
  'settings.write',
];

/** A viewer has no keys to give: who changes nothing is no program. */
const notViewer: readonly Permission[] = ['api_keys.read', 'api_keys.write'];

const granted: Readonly<Record<Role, ReadonlySet<string>>> = {
  owner: new Set(permissions),
  operator: new Set(permissions.filter((permission) => !ownerOnly.includes(permission))),
  viewer: new Set(
    permissions.filter(
      (permission) =>
        permission.endsWith('.read') && !ownerOnly.includes(permission) && !notViewer.includes(permission),
    ),
  ),
};

/**
 * All that an account of some stores may do. Whatever else carries orders, members or figures knows no store, so it is closed to
 * her; a route under one of these keeps to her stores (`platform/her-stores`), and a test walks them all.
 */
const atStores: readonly Permission[] = [
  'orders.read',
  'orders.write',
  'pickups.read',
  'pickups.write',
  'stores.read',
  'store_stock.read',
  'store_stock.write',
  'codes.read',
];

/** Whether an account has a permission. A permission about no area is nobody's. */
export function allows({ role, stores, scopes }: Standing, permission: string): boolean {
  return (
    granted[role].has(permission) &&
    (stores === null || atStores.some((one) => one === permission)) &&
    (scopes === undefined || scopes.includes(permission))
  );
}

/** Whether a key can have it at all: none makes accounts or other keys. */
export const byKey = (permission: string): boolean => !neverByKey.some((never) => never === permission);

export function permissionsOf(standing: Standing): string[] {
  return [...granted[standing.role]].filter((permission) => allows(standing, permission));
}
