import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, move } from '../../../ui/history.ts';
import type { Definition, Node, Steps } from './drawing.ts';
import { connect, insertAt, lastOutlet, newKey, pasteAt, removeNodes, setValues } from './edits.ts';
import { graphOf, layOut, outlineOf, placesOf } from './graph.ts';

const words = (zh: string) => ({ zh, en: zh });
const kind = (name: string, ways: readonly string[]): Steps[number] => ({
  kind: name,
  words: words(name),
  group: 'note',
  fields: [],
  initial: {},
  ways: ways.map((key) => ({ key, words: words(key) })),
  rests: false,
  reaches: false,
});
const line = kind('line', ['next']);
const fork = kind('fork', ['yes', 'no']);
const end = kind('end', []);
const parts: Steps[number] = {
  ...kind('parts', ['a', 'b']),
  initial: { number: '2' },
  ways: [
    { key: 'a', words: words('a') },
    { key: 'b', words: words('b'), when: { field: 'number', is: ['2'] } },
  ],
};
const steps = [line, fork, end, parts];

const blank: Definition = {
  trigger: { kind: '', values: {} },
  start: 'first',
  nodes: [],
  goal: null,
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 10,
  budgetId: null,
};

type Edit = { readonly what: number; readonly at: number; readonly to: number };
const sequences = fc.array(fc.record({ what: fc.nat(4), at: fc.nat(30), to: fc.nat(30) }), { maxLength: 25 });

function edited(definition: Definition, { what, at, to }: Edit, seed: number): Definition {
  const { lines } = graphOf(definition, steps);
  const outlet = lines[at % lines.length];
  const node = definition.nodes[to % Math.max(1, definition.nodes.length)];
  if (!outlet) return definition;
  if (what <= 1)
    return insertAt(
      definition,
      steps[to % 3] ?? line,
      outlet,
      newKey(definition, () => (seed * 0.618) % 1),
    );
  if (what === 2) return node ? removeNodes(definition, [node.key], steps) : definition;
  if (what === 3) return node ? connect(definition, outlet, node.key) : definition;
  const copied = definition.nodes.slice(to % 4, (to % 4) + 3);
  let next = seed;
  const random = () => {
    next += 1;
    return (next * 0.7548776662) % 1;
  };
  return pasteAt(definition, copied, outlet, steps, random).definition;
}

describe('edits of a drawing', () => {
  it('lays ways side by side in their order, and keeps to one of two that want it the other way round', () => {
    const node = (key: string, ways: Definition['nodes'][number]['ways'], kind = 'line') => ({
      ...{ key, kind, values: {}, ways },
    });
    const xOf = (nodes: readonly Definition['nodes'][number][], of: readonly string[]) => {
      const laid = layOut(graphOf({ ...blank, start: 'a', nodes: [...nodes] }, steps));
      return of.map((key) => laid[key]?.x ?? Number.NaN);
    };
    const both = [node('a', { yes: 'b', no: 'c' }, 'fork'), node('b', { next: null }), node('c', { next: null })];
    for (const [nodes, of] of [
      [[node('a', { yes: null, no: null }, 'fork')], ['$end:a:yes', '$end:a:no']],
      [
        [node('a', { yes: 'b', no: null }, 'fork'), node('b', { next: null })],
        ['b', '$end:a:no'],
      ],
      [both, ['b', 'c']],
      [[...both].reverse(), ['b', 'c']],
    ] as const) {
      const [yes = Number.NaN, no = Number.NaN] = xOf(nodes, of);
      expect(yes).toBeLessThan(no);
    }
    const crossed = [
      node('a', { yes: 'b', no: 'c' }, 'fork'),
      node('b', { yes: 'd', no: 'e' }, 'fork'),
      node('c', { yes: 'e', no: 'd' }, 'fork'),
      ...[node('d', { next: null }), node('e', { next: null })],
    ];
    expect(xOf(crossed, ['d', 'e']).every(Number.isFinite)).toBe(true);
  });

  it('whatever is done, keys are once, every way of every node leads to a node that is there or out, and all can be drawn', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const definition = sequence.reduce((now, edit, place) => edited(now, edit, place + 1), blank);
        const keys = definition.nodes.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const node of definition.nodes) {
          const known = steps.find((step) => step.kind === node.kind)?.ways.map((way) => way.key);
          expect(Object.keys(node.ways).toSorted()).toEqual(known?.toSorted());
          for (const next of Object.values(node.ways)) expect(next === null || keys.includes(next)).toBe(true);
        }
        const graph = graphOf(definition, steps);
        const laid = layOut(graph);
        for (const { id } of graph.boxes) expect([id, Number.isFinite(laid[id]?.x)]).toEqual([id, true]);
        expect(
          new Set(
            outlineOf(graph)
              .filter(({ is }) => is === 'step')
              .map(({ key }) => key),
          ),
        ).toEqual(new Set(keys));
      }),
      { numRuns: 200 },
    );
  });

  it('a node that is put on a way and taken away again leaves what was there before', () => {
    fc.assert(
      fc.property(sequences, fc.nat(30), fc.nat(1), (sequence, at, which) => {
        const before = sequence.reduce((now, edit, place) => edited(now, edit, place + 1), blank);
        const { lines } = graphOf(before, steps);
        const outlet = lines[at % lines.length];
        if (!outlet || !before.nodes.some((one) => one.key === before.start)) return;
        const key = newKey(before);
        const put = insertAt(before, steps[which] ?? line, outlet, key);
        expect(removeNodes(put, [key], steps)).toEqual(before);
      }),
    );
  });

  it('a copy leads from copy to copy, and on to where its place led', () => {
    const node = (key: string, ways: Node['ways'], of = 'line'): Node => ({ key, kind: of, values: {}, ways });
    const definition = {
      ...blank,
      start: 'a',
      nodes: [node('a', { yes: 'b', no: 'c' }, 'fork'), node('b', { next: 'c' }), node('c', { next: null })],
    };
    const { definition: after, keys } = pasteAt(
      definition,
      definition.nodes.slice(0, 2),
      { from: 'b', way: 'next' },
      steps,
    );
    const [first, second] = keys.map((key) => after.nodes.find((one) => one.key === key));
    expect(after.nodes.find(({ key }) => key === 'b')?.ways).toEqual({ next: first?.key });
    expect(first?.ways).toEqual({ yes: second?.key, no: 'c' });
    expect(second?.ways).toEqual({ next: null });
  });

  it('a way that is there beside some values only comes and goes with them', () => {
    const one = insertAt(blank, parts, { from: '$trigger', way: 'next' }, 'n1');
    const two = connect(one, { from: 'n1', way: 'b' }, 'n1');
    const fewer = setValues(two, 'n1', { number: '1' }, steps);
    expect(fewer.nodes[0]?.ways).toEqual({ a: null });
    expect(setValues(fewer, 'n1', { number: '2' }, steps).nodes[0]?.ways).toEqual({ a: null, b: null });
  });

  it('who has chosen no place adds at the end of the straight way, also where that runs in a ring', () => {
    expect(lastOutlet(blank, steps)).toEqual({ from: '$trigger', way: 'next' });
    const one = insertAt(blank, fork, { from: '$trigger', way: 'next' }, 'n1');
    expect(lastOutlet(one, steps)).toEqual({ from: 'n1', way: 'yes' });
    expect(lastOutlet(connect(one, { from: 'n1', way: 'yes' }, 'n1'), steps)).toEqual({ from: 'n1', way: 'yes' });
  });

  it('boxes stay where they were put; what comes new lies below what leads to it', () => {
    const one = insertAt(blank, line, { from: '$trigger', way: 'next' }, 'n1');
    const kept = { $trigger: { x: 0, y: 0 }, n1: { x: 500, y: 900 } };
    const two = insertAt(one, line, { from: 'n1', way: 'next' }, 'n2');
    const places = placesOf(graphOf(two, steps), kept);
    expect(places.n1).toEqual({ x: 500, y: 900 });
    expect(places.n2?.x).toBe(500);
    expect(places.n2?.y).toBeGreaterThan(900 + 76);
  });
});

describe('the history', () => {
  const drawn = (name: string) => ({ name, definition: blank, places: {} });

  it('goes back and forward over whatever was done, and typing on in one field is one step', () => {
    let history = begin(drawn('a'));
    history = move(history, { kind: 'edit', to: drawn('b') });
    history = move(history, { kind: 'edit', to: drawn('c'), about: 'name' });
    history = move(history, { kind: 'edit', to: drawn('cd'), about: 'name' });
    expect(history.past.map(({ name }) => name)).toEqual(['a', 'b']);
    history = move(move(history, { kind: 'undo' }), { kind: 'undo' });
    expect(history.present.name).toBe('a');
    expect(move(history, { kind: 'undo' })).toBe(history);
    history = move(move(history, { kind: 'redo' }), { kind: 'redo' });
    expect([history.present.name, history.future]).toEqual(['cd', []]);
    history = move(move(history, { kind: 'undo' }), { kind: 'edit', to: drawn('e') });
    expect(history.future).toEqual([]);
  });
});
