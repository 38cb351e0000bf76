import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { END, OTHER_NODES, type PathsQuestion, personsOfPaths, runPaths } from './paths.ts';
import { movePersons } from './person-links.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, insert, clear } = reportTest();
beforeEach(async () => clear());

const MINUTE = 60_000;
/** Midnight of the 20th, Shanghai: what is before is another day's. */
const MIDNIGHT = Date.parse('2026-11-19T16:00:00Z');

type Told = { readonly who: number; readonly at: number; readonly node: string; readonly twice: boolean };
const told = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  at: fc.oneof(
    fc.integer({ min: -10, max: 120 }).map((minutes) => MIDNIGHT + minutes * MINUTE),
    // Just before and after half an hour, and at one instant.
    fc.constantFrom(0, 30 * MINUTE - 1, 30 * MINUTE, 30 * MINUTE + 1).map((ms) => MIDNIGHT + ms),
  ),
  node: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  twice: fc.boolean(),
});
const question = fc
  .record({
    direction: fc.constantFrom('from' as const, 'to' as const),
    anchor: fc.constantFrom(null, 'a', 'c', 'z'),
    cut: fc.constantFrom({ gapMs: 30 * MINUTE }, { gapMs: 5 * MINUTE }, { windowMs: 20 * MINUTE }),
    collapse: fc.boolean(),
    steps: fc.integer({ min: 2, max: 5 }),
    top: fc.integer({ min: 1, max: 4 }),
  })
  .map((asked) => ('windowMs' in asked.cut && asked.anchor === null ? { ...asked, anchor: 'b' } : asked));

/** One person after the other, one visit after the other, one step after the other. */
function naive(all: readonly Told[], asked: Omit<PathsQuestion, 'from' | 'to'>) {
  const walks = [1, 2, 3].flatMap((who) => {
    const hers = all
      .filter((one) => one.who === who && one.at >= MIDNIGHT)
      .sort((a, b) => a.at - b.at || (a.node < b.node ? -1 : 1));
    return visitsOf(hers, asked).flatMap((visit) => {
      let nodes = visit.map(({ node }) => node);
      if (asked.collapse) nodes = nodes.filter((node, n) => node !== nodes[n - 1]);
      const place =
        asked.anchor === null ? (asked.direction === 'from' ? 0 : nodes.length - 1) : nodes.indexOf(asked.anchor);
      if (place < 0) return [];
      const part = asked.direction === 'from' ? nodes.slice(place) : nodes.slice(0, place + 1).reverse();
      return [{ who, path: part.length < asked.steps ? [...part, END] : part.slice(0, asked.steps) }];
    });
  });
  const shown = Array.from({ length: asked.steps }, (_, n) => {
    const visits = new Map<string, number>();
    for (const { path } of walks) {
      const node = path[n];
      if (node !== undefined && node !== END) visits.set(node, (visits.get(node) ?? 0) + 1);
    }
    const ranked = [...visits].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return new Set(ranked.slice(0, asked.top).map(([node]) => node));
  });
  const edges = new Map<string, { visits: number; who: Set<number> }>();
  for (const { who, path } of walks)
    for (let n = 0; n + 1 < path.length; n += 1) {
      const name = (node: string, at: number) => (node === END || shown[at]?.has(node) ? node : OTHER_NODES);
      const key = `${n + 1} ${name(path[n] ?? '', n)} ${name(path[n + 1] ?? '', n + 1)}`;
      const edge = edges.get(key) ?? { visits: 0, who: new Set() };
      edges.set(key, { visits: edge.visits + 1, who: edge.who.add(who) });
    }
  return {
    visits: walks.length,
    persons: new Set(walks.map(({ who }) => who)).size,
    edges: Object.fromEntries([...edges].map(([key, { visits, who }]) => [key, [visits, who.size]])),
  };
}

function visitsOf(hers: readonly Told[], { cut, anchor, direction }: Omit<PathsQuestion, 'from' | 'to'>): Told[][] {
  if ('windowMs' in cut) {
    const first = hers.findIndex(({ node }) => node === anchor);
    const begun = hers[first]?.at ?? 0;
    if (first === -1) return [];
    return [
      hers.filter((one, n) =>
        direction === 'from'
          ? n >= first && one.at <= begun + cut.windowMs
          : n <= first && one.at >= begun - cut.windowMs,
      ),
    ];
  }
  const visits: Told[][] = [];
  for (const one of hers) {
    const last = visits.at(-1)?.at(-1);
    if (last && one.at - last.at < cut.gapMs) visits.at(-1)?.push(one);
    else visits.push([one]);
  }
  return visits;
}

describe('paths', () => {
  it('are what going through each visit says, in both directions, merged beyond the first nodes of a step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 40 }), question, async (all, asked) => {
        await clear();
        // Events of one instant and one node are as good as one another: only `collapse` off could tell them apart.
        const rows = all.map(({ who, at, node }, n) =>
          eventRow({ person: who, name: node, at: new Date(at).toISOString(), event_id: `e${n}` }),
        );
        await insert(...rows);
        await insert(...rows.filter((_, n) => all[n]?.twice));
        const whole: PathsQuestion = { ...asked, from: '2026-11-20', to: '2026-11-20', node: 'event', events: null };
        const report = await runPaths(ctx, whole);
        const expected = naive(all, whole);
        expect({
          visits: report.visits,
          persons: report.persons,
          edges: Object.fromEntries(
            report.edges.map(({ step, from, to, visits, persons }) => [`${step} ${from} ${to}`, [visits, persons]]),
          ),
        }).toEqual(expected);
        // Who came to a node went on from it or ended there: nothing is lost.
        for (const { step, node, visits } of report.nodes) {
          const out = report.edges.filter((edge) => edge.step === step && edge.from === node);
          expect(out.reduce((sum, edge) => sum + edge.visits, 0)).toBe(visits);
        }
        const [edge] = report.edges;
        if (edge) expect(await countPersons(ctx, await personsOfPaths(ctx, whole, edge))).toBe(edge.persons);
        const [node] = report.nodes.slice(-1);
        if (node)
          expect(
            await countPersons(ctx, await personsOfPaths(ctx, whole, { step: node.step, from: node.node, to: null })),
          ).toBe(node.persons);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('follow a merge: two visits of one moment are one', async () => {
    const at = (minute: number) => new Date(MIDNIGHT + minute * MINUTE).toISOString();
    await insert(
      eventRow({ person: 11, name: 'a', at: at(0) }),
      eventRow({ person: 12, name: 'b', at: at(1) }),
      eventRow({ person: 11, name: 'c', at: at(2) }),
    );
    const asked: PathsQuestion = {
      from: '2026-11-20',
      to: '2026-11-20',
      direction: 'from',
      anchor: null,
      node: 'event',
      events: null,
      cut: { gapMs: 30 * MINUTE },
      collapse: true,
      steps: 4,
      top: 5,
    };
    expect((await runPaths(ctx, asked)).visits).toBe(2);
    await movePersons({ events: ctx.events, cluster: null }, [{ kind: 'merge', loser: 12, winner: 11 }]);
    const merged = await runPaths(ctx, asked);
    expect(merged.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['a b', 'b c', `c ${END}`]);
    expect(merged).toMatchObject({ visits: 1, persons: 1 });
  });

  it('go by the pages that were viewed, and leave out what people only saw', async () => {
    const view = (page: string, minute: number, name = 'page_view') =>
      eventRow({ person: 5, name, page, at: new Date(MIDNIGHT + minute * MINUTE).toISOString() });
    await insert(view('/home', 0), view('/home', 1, 'exposure'), view('/cart', 2), view('/cart', 3, 'click'));
    const base = { from: '2026-11-20', to: '2026-11-20', direction: 'to', collapse: true, steps: 3, top: 5 } as const;
    const cut = { gapMs: 30 * MINUTE };
    const pages = await runPaths(ctx, { ...base, cut, anchor: '/cart', node: 'page', events: null });
    expect(pages.edges.map(({ step, from, to }) => [step, from, to])).toEqual([
      [1, '/cart', '/home'],
      [2, '/home', END],
    ]);
    const events = await runPaths(ctx, { ...base, cut, anchor: 'click', node: 'event', events: null });
    expect(events.edges.map(({ from, to }) => [from, to])).toEqual([
      ['click', 'page_view'],
      ['page_view', END],
    ]);
  });
});
