export type Role = 'owner' | 'operator' | 'viewer';

/** What a permission can be about; a route asks for `<area>.read` or `<area>.write`. */
const areas = [
  'catalog',
  'orders',
  'members',
  'audiences',
  'pricing',
  'coupons',
  'benefits',
  'messaging',
  'journeys',
  'analytics',
  'imports',
  'settings',
  'operators',
  'audit',
] as const;

type Area = (typeof areas)[number];
export type Permission = `${Area}.${'read' | 'write'}`;

const everything: readonly Permission[] = areas.flatMap((area) => [`${area}.read`, `${area}.write`] as const);

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

/** Whether a role carries a permission. A permission that is not in the list above is nobody's. */
export function allows(role: Role, permission: string): boolean {
  return granted[role].has(permission);
}

export function permissionsOf(role: Role): string[] {
  return [...granted[role]];
}
