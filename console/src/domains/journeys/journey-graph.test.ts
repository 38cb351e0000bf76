import { describe, expect, it } from 'vitest';
import { endKey, graphOf, triggerKey } from './journey-graph.ts';
import type { Journey } from './journey-state.tsx';

type Nodes = Journey['definition']['nodes'];

const journey = (nodes: Nodes, counts: Journey['counts'] = []) => ({
  definition: {
    trigger: { kind: 'event', event: 'order.paid', firstOnly: true } as const,
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
  { key: 'wait', kind: 'wait', duration: { days: 3, hours: 0 }, next: 'bought' },
  {
    key: 'bought',
    kind: 'condition',
    condition: { kind: 'paid_orders', atLeast: 2, sinceEntry: false },
    yes: 'thank',
    no: 'coupon',
  },
  { key: 'thank', kind: 'tag', tag: '复购', remove: false, next: null },
  { key: 'coupon', kind: 'grant', couponTemplateId: 'cpt_1', scope: 'template', next: 'tell' },
  { key: 'tell', kind: 'message', channels: ['inbox'], templateKey: 'coupon_arrival', next: null },
];

describe('the graph of a journey', () => {
  it('runs downwards from the trigger to the end', () => {
    const { nodes, edges } = graphOf(journey(branching));
    const row = (key: string) => nodes.find((node) => node.key === key)?.y ?? Number.NaN;
    expect(nodes.map((node) => node.key)).toHaveLength(7);
    for (const edge of edges) expect(row(edge.to)).toBeGreaterThan(row(edge.from));
    expect(row(triggerKey)).toBe(0);
    expect(Math.max(...nodes.map((node) => node.y))).toBe(row(endKey));
  });

  it('puts "no" beside "yes", so that no two boxes lie on each other', () => {
    const { nodes } = graphOf(journey(branching));
    const places = nodes.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('tells how many went each way', () => {
    const counts = [
      { key: 'wait', waiting: 5, visited: 40, left: 35, parked: 0 },
      { key: 'thank', waiting: 0, visited: 10, left: 10, parked: 0 },
      { key: 'coupon', waiting: 0, visited: 25, left: 24, parked: 1 },
    ];
    const { edges } = graphOf(journey(branching, counts));
    const count = (from: string, branch: 'yes' | 'no' | null) =>
      edges.find((edge) => edge.from === from && edge.branch === branch)?.count;
    expect(count(triggerKey, null)).toBe(40);
    expect(count('bought', 'yes')).toBe(10);
    expect(count('bought', 'no')).toBe(25);
    expect(count('thank', null)).toBe(10);
  });

  it('draws a loop without running into it', () => {
    const { nodes } = graphOf(
      journey([
        { key: 'a', kind: 'wait', duration: { days: 1, hours: 0 }, next: 'b' },
        { key: 'b', kind: 'wait', duration: { days: 1, hours: 0 }, next: 'a' },
      ]),
    );
    expect(nodes.map((node) => node.key)).toEqual([triggerKey, 'a', 'b']);
  });
});
