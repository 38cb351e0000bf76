import { expect, it } from 'vitest';
import type { Role } from '../../platform/ctx.ts';
import { allows, permissionsOf } from './permissions.ts';

const everywhere = (role: Role) => ({ role, stores: null });

it('gives the owner everything', () => {
  expect(allows(everywhere('owner'), 'operators.write')).toBe(true);
  expect(allows(everywhere('owner'), 'audit.read')).toBe(true);
  expect(allows(everywhere('owner'), 'settings.write')).toBe(true);
});

it('gives an operator the daily work, but neither accounts nor the audit log nor the settings', () => {
  expect(allows(everywhere('operator'), 'orders.write')).toBe(true);
  expect(allows(everywhere('operator'), 'journeys.write')).toBe(true);
  expect(allows(everywhere('operator'), 'settings.read')).toBe(true);
  for (const permission of ['operators.read', 'operators.write', 'audit.read', 'settings.write']) {
    expect(allows(everywhere('operator'), permission)).toBe(false);
  }
});

it('lets a viewer change nothing', () => {
  expect(allows(everywhere('viewer'), 'orders.read')).toBe(true);
  expect(permissionsOf(everywhere('viewer')).filter((permission) => permission.endsWith('.write'))).toEqual([]);
  expect(allows(everywhere('viewer'), 'audit.read')).toBe(false);
});

it('gives an account of some stores their orders, and nothing of the shop as a whole', () => {
  const [clerk, viewer] = [
    { role: 'operator', stores: ['sto_1'] } as const,
    { role: 'viewer', stores: ['sto_1'] } as const,
  ];
  expect(permissionsOf(clerk)).toEqual([
    'orders.read',
    'orders.write',
    'stores.read',
    'store_stock.read',
    'store_stock.write',
    'pickups.read',
    'pickups.write',
    'codes.read',
  ]);
  expect(permissionsOf(viewer)).toEqual([
    'orders.read',
    'stores.read',
    'store_stock.read',
    'pickups.read',
    'codes.read',
  ]);
  for (const closed of ['members.read', 'analytics.read', 'money.read', 'imports.read', 'coupons.read', 'stores.write'])
    expect(allows(clerk, closed)).toBe(false);
});

it('gives nobody a permission that does not exist', () => {
  expect(allows(everywhere('owner'), 'kitchen.write')).toBe(false);
  expect(allows(everywhere('owner'), 'constructor')).toBe(false);
});
