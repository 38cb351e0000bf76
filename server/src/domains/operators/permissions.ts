import { valuesOf } from '@huoshui/contracts/words';
import { area, type Permission } from '@huoshui/contracts/words/permissions';
import type { Role, Standing } from '../../platform/ctx.ts';

const everything: readonly Permission[] = valuesOf(area).flatMap((name) => [`${name}.read`, `${name}.write`] as const);

// Who may sign in and what was done are the owner's business; an operator also leaves the shop's settings alone.
const ownerOnly: readonly Permission[] = [
  'operators.read',
  'operators.write',
  'audit.read',
  'audit.write',
  'settings.write',
];

const granted: Readonly<Record<Role, ReadonlySet<string>>> = {
  owner: new Set(everything),
  operator: new Set(everything.filter((permission) => !ownerOnly.includes(permission))),
  viewer: new Set(everything.filter((permission) => permission.endsWith('.read') && !ownerOnly.includes(permission))),
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
export function allows({ role, stores }: Standing, permission: string): boolean {
  return granted[role].has(permission) && (stores === null || atStores.some((one) => one === permission));
}

export function permissionsOf(standing: Standing): string[] {
  return [...granted[standing.role]].filter((permission) => allows(standing, permission));
}
