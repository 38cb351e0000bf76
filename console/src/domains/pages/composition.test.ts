import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addBlock, type Block, freshKey, moveBlock } from './composition.ts';

const block = (key: string): Block => ({ key, kind: 'search', values: {}, audience: {} });
const keysOf = (blocks: readonly Block[]) => blocks.map(({ key }) => key);

it('a move keeps every block and the order of the others', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 9 }),
      fc.nat(),
      fc.integer(),
      (keys, a, to) => {
        const key = keys[a % keys.length] ?? '';
        const moved = keysOf(moveBlock(keys.map(block), key, to));
        expect(moved.toSorted()).toEqual(keys.toSorted());
        expect(moved.filter((one) => one !== key)).toEqual(keys.filter((one) => one !== key));
      },
    ),
  );
  const blocks = ['a', 'b'].map(block);
  expect(moveBlock(blocks, 'a', 0)).toBe(blocks);
});

it('a new one stands behind the one that is open, or at the end', () => {
  const blocks = ['a', 'b'].map(block);
  expect(keysOf(addBlock(blocks, block('n'), 'a'))).toEqual(['a', 'n', 'b']);
  expect(keysOf(addBlock(blocks, block('n'), null))).toEqual(['a', 'b', 'n']);
});

it('a key is one that no other block has', () => {
  const turns = [0.5, 0.5, 0.25];
  const first = freshKey([], () => 0.5);
  expect(freshKey([block(first)], () => turns.shift() ?? 0)).not.toBe(first);
});
