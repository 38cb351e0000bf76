import { describe, expect, it } from 'vitest';
import { endKey, graphOf, triggerKey, turnOf } from './journey-graph.ts';
import type { Journey } from './journey-state.tsx';

type Nodes = Journey['definition']['nodes'];

const journey = (nodes: Nodes, counts: Journey['counts'] = []) => ({
  definition: {
    trigger: { kind: 'order_paid', values: { firstOnly: true } },
    start: nodes[0]?.key ?? '',
    nodes,
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' } as const,
    holdout: 10,
    budgetId: null,
  },
  counts,
});

const branching: Nodes = [
  { key: 'wait', kind: 'wait', values: {}, ways: { next: 'bought' } },
  { key: 'bought', kind: 'paid_orders', values: {}, ways: { no: 'coupon', yes: 'thank' } },
  { key: 'thank', kind: 'tag', values: {}, ways: { next: null } },
  { key: 'coupon', kind: 'grant', values: {}, ways: { next: 'tell' } },
  { key: 'tell', kind: 'message', values: {}, ways: { next: null } },
];

const named = (key: string) => ({ key, words: { zh: key, en: key } });
const steps = [
  { kind: 'wait', group: 'wait' as const, ways: [named('next')] },
  { kind: 'paid_orders', group: 'ask' as const, ways: [named('yes'), named('no')] },
  { kind: 'dice', group: 'give' as const, ways: [named('low'), named('middle'), named('high')] },
].map((step) => ({ ...step, words: named(step.kind).words, fields: [], initial: {}, rests: false, reaches: false }));
const draw = (nodes: Nodes, counts?: Journey['counts']) => graphOf(journey(nodes, counts), { steps });

describe('the graph of a journey', () => {
  it('runs downwards from the trigger to the end', () => {
    const { nodes, edges } = draw(branching);
    const row = (key: string) => nodes.find((node) => node.key === key)?.y ?? Number.NaN;
    expect(nodes.map((node) => node.key)).toHaveLength(7);
    for (const edge of edges) expect(row(edge.to)).toBeGreaterThan(row(edge.from));
    expect(row(triggerKey)).toBe(0);
    expect(Math.max(...nodes.map((node) => node.y))).toBe(row(endKey));
  });

  it('puts "no" beside "yes", so that no two boxes lie on each other', () => {
    const { nodes } = draw(branching);
    const places = nodes.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('tells how many went each way', () => {
    const counts = [
      { key: 'wait', waiting: 5, visited: 40, left: 35, parked: 0 },
      { key: 'thank', waiting: 0, visited: 10, left: 10, parked: 0 },
      { key: 'coupon', waiting: 0, visited: 25, left: 24, parked: 1 },
    ];
    const { edges } = draw(branching, counts);
    const count = (from: string, way: string) => edges.find((edge) => edge.from === from && edge.way === way)?.count;
    expect(count(triggerKey, 'next')).toBe(40);
    expect(count('bought', 'yes')).toBe(10);
    expect(count('bought', 'no')).toBe(25);
    expect(count('thank', 'next')).toBe(10);
  });

  it('draws a step that it has never heard of by its group and its ways, each with its name and a column', () => {
    const { nodes, edges } = draw([
      { key: 'roll', kind: 'dice', values: {}, ways: { high: 'c', low: 'a', middle: 'b' } },
      ...['a', 'b', 'c'].map((key) => ({ key, kind: 'juggle', values: {}, ways: {} })),
    ]);
    expect(edges.filter(({ from }) => from === 'roll').map(({ words, to }) => [words?.en, to])).toEqual([
      ['low', 'a'],
      ['middle', 'b'],
      ['high', 'c'],
    ]);
    const of = (key: string) => nodes.find((node) => node.key === key);
    expect(of('roll')?.look).toBe('give');
    expect(new Set(['a', 'b', 'c'].map((key) => of(key)?.x)).size).toBe(3);
    expect(of('a')).toMatchObject({ look: 'note', leads: false });
  });

  it('leads lines beside boxes: back to the left above what they lead to, to the right below what they come from', () => {
    expect(turnOf({ x: 0, y: 0 }, { x: 0, y: 300 })).toEqual({ turn: null, at: { x: 0, y: 150 } });
    expect(turnOf({ x: 280, y: 0 }, { x: 0, y: 300 })).toEqual({ turn: 280, at: { x: 140, y: 280 } });
    expect(turnOf({ x: 0, y: 0 }, { x: 280, y: 300 })).toEqual({ turn: 20, at: { x: 140, y: 20 } });
    expect(turnOf({ x: 0, y: 0 }, { x: 280, y: 30 }).turn).toBeNull();
  });

  it('draws a loop without running into it', () => {
    const { nodes } = draw([
      { key: 'a', kind: 'wait', values: {}, ways: { next: 'b' } },
      { key: 'b', kind: 'wait', values: {}, ways: { next: 'a' } },
    ]);
    expect(nodes.map((node) => node.key)).toEqual([triggerKey, 'a', 'b']);
  });
});
