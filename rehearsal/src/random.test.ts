import { describe, expect, it } from 'vitest';
import { drawPersona, PERSONAS } from './persona.ts';
import { createRandom } from './random.ts';

describe('a story', () => {
  it('draws the same for the same seed and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, (_, i) => createRandom(seed, i).next());
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('has its kinds of shoppers in the shares it says', () => {
    expect(PERSONAS.reduce((sum, p) => sum + p.of100, 0)).toBe(100);
    const drawn = Array.from({ length: 5000 }, (_, i) => drawPersona(createRandom(7, i)).key);
    for (const persona of PERSONAS) {
      const share = drawn.filter((key) => key === persona.key).length / 50;
      expect(Math.abs(share - persona.of100)).toBeLessThan(2.5);
    }
  });

  it('picks different things each, never the same one twice', () => {
    const some = createRandom(3).some([1, 2, 3, 4, 5], 5);
    expect(new Set(some).size).toBe(5);
  });
});
