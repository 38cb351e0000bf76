import { expect, it } from 'vitest';
import { testApp } from './testing/app.ts';

const { ctx, running } = await testApp();

it('what is asked of all sweeps at once has no values in it: it is long, and is planned once a connection', () => {
  const { sweeps = [] } = running.worker ?? {};
  const withValues = sweeps.filter(({ due }) => due !== null && due.compile(ctx.db).parameters.length > 0);
  expect(sweeps.length).toBeGreaterThan(20);
  expect(withValues.map(({ name }) => name)).toEqual([]);
});
