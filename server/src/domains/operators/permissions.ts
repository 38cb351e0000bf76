import { valuesOf } from '@huoshui/contracts/words';
import { area, type Permission } from '@huoshui/contracts/words/permissions';

export type Role = 'owner' | 'operator' | 'viewer';

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

/** Whether a role carries a permission. A permission about no area is nobody's. */
export function allows(role: Role, permission: string): boolean {
  return granted[role].has(permission);
}

export function permissionsOf(role: Role): string[] {
  return [...granted[role]];
}
