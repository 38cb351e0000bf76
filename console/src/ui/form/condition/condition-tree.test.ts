import { describe, expect, it } from 'vitest';
import {
  add,
  asGroup,
  conditionOf,
  depthOf,
  duplicate,
  type Group,
  type Item,
  itemAt,
  lift,
  move,
  moveInto,
  negate,
  remove,
  replace,
  setJoin,
  standsAs,
  wrap,
} from './condition-tree.ts';

const leaf = (kind: string): Item => ({ kind, values: {} });
const [a, b, c, d] = [leaf('a'), leaf('b'), leaf('c'), leaf('d')];
const root: Group = { all: [a, { not: { any: [b, c] } }, d] };

describe('a condition that is put together', () => {
  it('is a group at its root, whatever was saved, and negates nothing twice', () => {
    expect(asGroup(null)).toEqual({ all: [] });
    expect(asGroup({ kind: 'a', values: {} })).toEqual({ all: [a] });
    expect(asGroup({ not: { not: { kind: 'a', values: {} } } })).toEqual({ all: [a] });
    expect(asGroup({ any: [{ not: { not: { not: { kind: 'a', values: {} } } } }] })).toEqual({ any: [{ not: a }] });
    expect(depthOf(root)).toBe(4);
  });

  it('knows what was saved otherwise than it is drawn, so that fields stand where their values are', () => {
    const drawnAs = (saved: unknown) => {
      const condition = conditionOf(saved);
      return standsAs(condition, asGroup(condition));
    };
    expect([null, 'no condition', { other: 1 }].map(drawnAs)).toEqual(['same', 'same', 'same']);
    expect(drawnAs(root)).toBe('same');
    expect(drawnAs({ all: [] })).toBe('same');
    expect(drawnAs({ kind: 'a', values: {} })).toBe('bare');
    expect(drawnAs({ not: { any: [{ kind: 'a', values: {} }] } })).toBe('bare');
    expect(drawnAs({ not: { not: { kind: 'a', values: {} } } })).toBe('other');
    expect(drawnAs({ all: [{ not: { not: { kind: 'a', values: {} } } }] })).toBe('other');
  });

  it('finds what stands at a place, also in a group that is negated', () => {
    expect(itemAt(root, ['all', 1, 'not', 'any', 1])).toBe(c);
    expect(itemAt(root, ['all', 2])).toBe(d);
    expect(itemAt(root, ['all', 0, 'any', 0])).toBeUndefined();
  });

  it('takes an item in, changes one, and takes it away', () => {
    expect(add(root, ['all', 1, 'not'], d)).toEqual({ all: [a, { not: { any: [b, c, d] } }, d] });
    expect(replace(root, ['all', 1, 'not', 'any', 0], d)).toEqual({ all: [a, { not: { any: [d, c] } }, d] });
    expect(setJoin(root, ['all', 1, 'not'], 'all')).toEqual({ all: [a, { not: { all: [b, c] } }, d] });
    expect(negate(root, ['all', 1])).toEqual({ all: [a, { any: [b, c] }, d] });
    expect(negate(negate(root, ['all', 0]), ['all', 0])).toEqual(root);
  });

  it('lets a group go with its last item, and keeps the root', () => {
    const less = remove(root, ['all', 1, 'not', 'any', 0]);
    expect(less).toEqual({ all: [a, { not: { any: [c] } }, d] });
    expect(remove(less, ['all', 1, 'not', 'any', 0])).toEqual({ all: [a, d] });
    expect(remove({ all: [a] }, ['all', 0])).toEqual({ all: [] });
  });

  it('moves an item among its neighbours, into the group before it, out of its group, and into one of its own', () => {
    expect(move(root, ['all', 0], 1)).toEqual({ all: [{ not: { any: [b, c] } }, a, d] });
    expect(move(root, ['all', 0], -1)).toEqual(root);
    expect(moveInto(root, ['all', 2])).toEqual({ all: [a, { not: { any: [b, c, d] } }] });
    expect(moveInto(root, ['all', 1])).toEqual(root);
    expect(lift(root, ['all', 1, 'not', 'any', 0])).toEqual({ all: [a, { not: { any: [c] } }, b, d] });
    expect(lift(root, ['all', 0])).toEqual(root);
    expect(wrap(root, ['all', 0])).toEqual({ all: [{ any: [a] }, { not: { any: [b, c] } }, d] });
  });

  it('copies an item whole', () => {
    const copied = duplicate(root, ['all', 1]);
    expect(copied).toEqual({ all: [a, { not: { any: [b, c] } }, { not: { any: [b, c] } }, d] });
    expect(itemAt(copied, ['all', 2])).not.toBe(itemAt(copied, ['all', 1]));
  });
});
