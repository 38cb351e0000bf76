import { expect, it } from 'vitest';
import { arrivalInPath, arrivalOf } from './arrival.ts';

it.each([
  [
    { scene: 1047, query: { scene: 'c%3DaB3' } },
    { scene: '1047', source: 'c=aB3' },
  ],
  [
    { scene: 1001, query: { source: '50%off' } },
    { scene: '1001', source: '50%off' },
  ],
  [
    { scene: 1001, query: { source: '%E6%98%A5' } },
    { scene: '1001', source: '春' },
  ],
  [
    { scene: 1001, query: { source: '', scene: 'x' } },
    { scene: '1001', source: 'x' },
  ],
  [
    { scene: 1001, query: {} },
    { scene: '1001', source: '' },
  ],
  // Of codes that are somebody's own there are as many as people: the way is their kind.
  [
    { scene: 1047, query: { scene: encodeURIComponent('friend-poster.0a1b2c3d4e5f') } },
    { scene: '1047', source: 'friend-poster' },
  ],
  [undefined, { scene: '', source: '' }],
  // As it stands it is refused, and she could not sign in.
  [{ query: { source: '%00春%0A' } }, { scene: '', source: '春' }],
  [{ query: { source: 'x\ud83c' } }, { scene: '', source: 'x' }],
  [{ query: { source: `${'x'.repeat(63)}🍓` } }, { scene: '', source: 'x'.repeat(63) }],
])('%j is read as %j', (options, arrival) => expect(arrivalOf(options)).toEqual(arrival));

it('a code that is scanned while the mini program is open is a way to come, as one that opens it', () => {
  expect(arrivalInPath('home/pages/home?scene=0ne9xfxgtfk5')).toEqual({ scene: '1047', source: '0ne9xfxgtfk5' });
  expect(arrivalInPath('catalog/pages/product?id=prd_1&trend=1')).toBeNull();
});
