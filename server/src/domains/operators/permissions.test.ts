import { expect, it } from 'vitest';
import { allows, permissionsOf } from './permissions.ts';

it('gives the owner everything', () => {
  expect(allows('owner', 'operators.write')).toBe(true);
  expect(allows('owner', 'audit.read')).toBe(true);
  expect(allows('owner', 'settings.write')).toBe(true);
});

it('gives an operator the daily work, but neither accounts nor the audit log nor the settings', () => {
  expect(allows('operator', 'orders.write')).toBe(true);
  expect(allows('operator', 'journeys.write')).toBe(true);
  expect(allows('operator', 'settings.read')).toBe(true);
  for (const permission of ['operators.read', 'operators.write', 'audit.read', 'settings.write']) {
    expect(allows('operator', permission)).toBe(false);
  }
});

it('lets a viewer change nothing', () => {
  expect(allows('viewer', 'orders.read')).toBe(true);
  expect(permissionsOf('viewer').filter((permission) => permission.endsWith('.write'))).toEqual([]);
  expect(allows('viewer', 'audit.read')).toBe(false);
});

it('gives nobody a permission that does not exist', () => {
  expect(allows('owner', 'kitchen.write')).toBe(false);
  expect(allows('owner', 'constructor')).toBe(false);
});
