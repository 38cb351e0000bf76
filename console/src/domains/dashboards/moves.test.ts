import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, moves, settled } from './moves.ts';

const place = fc
  .record({ x: fc.nat(11), y: fc.nat(20), w: fc.integer({ min: 1, max: 12 }), h: fc.integer({ min: 3, max: 16 }) })
  .map((one) => ({ ...one, x: Math.min(one.x, 12 - one.w) }));

describe('a tile that is moved by keys', () => {
  it('stays in the grid whatever is pressed', () => {
    fc.assert(
      fc.property(place, fc.array(fc.constantFrom(...moves), { maxLength: 40 }), (start, pressed) => {
        const { x, y, w, h } = pressed.reduce(moved, start);
        expect(x >= 0 && x + w <= 12 && y >= 0 && w >= 1 && h >= 3 && h <= 16).toBe(true);
      }),
    );
  });

  it('stands where it was put, and no two stand on one another', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
        const tiles = places.map((one, n) => ({ ...one, id: `t${n}` }));
        const after = settled(tiles, 't0');
        expect(after.find(({ id }) => id === 't0')).toEqual(tiles[0]);
        for (const a of after)
          for (const b of after)
            if (a.id < b.id)
              expect(a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h).toBe(false);
      }),
    );
  });
});
