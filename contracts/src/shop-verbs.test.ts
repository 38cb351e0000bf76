import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Of the verbs that `wx.request` can say, those that we use: there is no PATCH on a phone. */
const spoken = ['GET', 'POST', 'PUT', 'DELETE'];

it('a shopper’s routes use no verb that a mini program cannot say', () => {
  const routes = readdirSync(import.meta.dirname, { encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/'([A-Z]+) \/(?:api\/shop|collect)/g),
    ])
    .map(([route, verb = '']) => ({ route, verb }));
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter(({ verb }) => !spoken.includes(verb))).toEqual([]);
});
