import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, follow, type Link } from './person-links.ts';

describe('links from number to number', () => {
  const change = fc.record({
    kind: fc.constantFrom('merge' as const, 'unmerge' as const),
    loser: fc.integer({ min: 1, max: 6 }),
    winner: fc.integer({ min: 1, max: 6 }),
  });

  it('are the same however the changes are cut into batches, and told twice', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 30 }), (changes, cut) => {
        const whole = shown(apply([], [changes]));
        const batches = [changes.slice(0, cut), changes.slice(cut)];
        expect(shown(apply([], batches))).toEqual(whole);
        expect(shown(apply([], [...batches, changes.slice(cut)]))).toEqual(whole);
      }),
    );
  });

  it('lead to the end of a chain, and back again one by one', () => {
    const merge = (loser: number, winner: number): Change => ({ kind: 'merge', loser, winner });
    const chain = apply([], [[merge(1, 2)], [merge(2, 3)]]);
    expect(shown(chain)).toEqual({ 1: 3, 2: 3 });
    const parted = apply(chain, [[{ kind: 'unmerge', loser: 2, winner: 3 }]]);
    expect(shown(parted)).toEqual({ 1: 2 });
    expect(shown(apply(parted, [[{ kind: 'unmerge', loser: 1, winner: 2 }]]))).toEqual({});
  });
});

describe('events of persons', () => {
  it('are read from history, where merged persons are one, and nowhere from the table itself', () => {
    // did.ts reads plain events into sets, and takes merged persons together once for all of them.
    // histories.ts asks who has news since the store took it, which history does not say, and shows the numbers of now.
    const own = ['person-links.ts', 'return-copied.ts', 'replay.ts', 'days.ts', 'did.ts', 'histories.ts'];
    const source = path.resolve(import.meta.dirname, '../..');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !own.includes(path.basename(file)))
      .filter((file) =>
        /\b(from|join)\s+events\b/i.test(
          readFileSync(path.join(source, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''),
        ),
      );
    expect(files).toEqual([]);
  });
});

function apply(known: readonly Link[], batches: readonly (readonly Change[])[]): readonly Link[] {
  return batches.reduce<readonly Link[]>((links, changes) => {
    const moved = follow(links, changes);
    return [...links.filter(({ loser }) => !moved.some((link) => link.loser === loser)), ...moved];
  }, known);
}

function shown(links: readonly Link[]): Record<number, number> {
  return Object.fromEntries(links.filter(({ now, loser }) => now !== loser).map(({ loser, now }) => [loser, now]));
}
