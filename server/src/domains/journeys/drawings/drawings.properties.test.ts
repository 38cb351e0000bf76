import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { createLook, drainOnce, registerListeners } from '../../../platform/listeners.ts';
import { alone } from '../../../platform/testing/alone.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { advanceRuns } from '../advance.ts';
import { setState } from '../change.ts';
import type { Definition, Node } from '../definition.ts';
import { standardKit as kit } from '../kit.ts';
import { onFacts } from '../on-facts.ts';
import { announcePaid, careJourney } from '../testing.ts';
import { openDrawing, startDrawing } from './open-drawing.ts';
import { publishDrawing } from './publish-drawing.ts';
import { saveDrawing } from './save-drawing.ts';
import { showDrawing } from './show-drawing.ts';

// No worker runs here and no other sweep: the engine alone is driven, by a clock of the test's own that stops where somebody wakes.
const app = await testApp({ env: { ROLE: 'api' } });
const listen = onFacts(kit);
const sweep = advanceRuns(kit);
let now = new Date('2026-11-20T02:00:00Z').getTime();
const ctx: Ctx = { ...app.ctx, now: () => new Date(now) };

beforeAll(async () => {
  await registerListeners(app.ctx, [listen]);
});

/** Until nothing is heard and nobody moves any more. */
async function settle(): Promise<void> {
  for (let again = true; again; ) {
    const heard = await drainOnce(ctx, listen);
    const { ready, held } = await createLook()(ctx, [listen]);
    again = heard + ready.length + held.length + (await sweep.run(ctx, alone)) > 0;
  }
}

async function advance(ms: number): Promise<void> {
  const end = now + ms;
  for (;;) {
    await settle();
    const { rows } = await sql<{ at: Date | null }>`
      select min(r.wake_at) as at from journeys.run r join journeys.journey j on j.no = r.journey_no
      where r.state = 'waiting' and j.state = 'live'
    `.execute(ctx.db);
    const next = rows[0]?.at?.getTime();
    if (next === undefined || next > end) break;
    now = Math.max(now, next);
  }
  now = end;
}

const save = async (id: string, definition: Definition) =>
  inTransaction(ctx, async (ctx) => saveDrawing(ctx, kit, id, { name: '任意', definition, places: {} }));
const publish = async (id: string, saves: number, move: Record<string, string | null> | null) =>
  inTransaction(ctx, async (ctx) => publishDrawing(ctx, kit, id, { saves, start: true, move }));

async function publishAnew(definition: Definition): Promise<string> {
  const drawing = await inTransaction(ctx, async (ctx) => startDrawing(ctx, kit, '任意'));
  await save(drawing.id, definition);
  await publish(drawing.id, 1, null);
  return drawing.journeyId;
}

async function buyers(count: number) {
  const members = await Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
  for (const member of members) await announcePaid(ctx, member);
  await settle();
  return members;
}

type Edit = { readonly what: number; readonly at: number; readonly to: number; readonly odd: boolean };
const edits = fc.array(
  fc.record({
    what: fc.constantFrom(5, 5, 5, 5, 5, 5, 2, 1, 0, 3, 4, 6, 7),
    at: fc.nat(20),
    to: fc.nat(20),
    odd: fc.boolean(),
  }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

/** One thing that somebody may do to a drawing, sensible or not. */
function edited(definition: Definition, { what, at, to, odd }: Edit, place: number): Definition {
  const { nodes } = definition;
  const node = nodes[at % Math.max(1, nodes.length)];
  const key = `n${place}`;
  const target = nodes[to % Math.max(1, nodes.length)]?.key ?? 'nowhere';
  const put = (next: Node) => nodes.map((one) => (one.key === next.key ? next : one));
  if (what === 0 || !node)
    return { ...definition, nodes: [...nodes, madeOf(key, to, odd ? null : target)], ...(odd ? { start: key } : {}) };
  const way = Object.keys(node.ways)[to % Math.max(1, Object.keys(node.ways).length)] ?? 'next';
  if (what === 1) return { ...definition, nodes: nodes.filter((one) => one !== node) };
  if (what === 2) return { ...definition, nodes: put({ ...node, ways: { ...node.ways, [way]: odd ? null : target } }) };
  if (what === 3) return { ...definition, nodes: put({ ...node, values: odd ? {} : node.values }) };
  if (what === 4) return { ...definition, start: target };
  if (what === 6) return { ...definition, exits: [...(definition.exits ?? []).slice(0, 7), exitOf(to, odd)] };
  if (what === 7) return { ...definition, reentry: { kind: 'by_key', by: odd ? 'product' : 'order', cooldownDays: 0 } };
  const before = node.ways[way] ?? null;
  const added = madeOf(key, to, before);
  return { ...definition, nodes: [...put({ ...node, ways: { ...node.ways, [way]: key } }), added] };
}

const halves = { parts: '2', a: 50, b: 50, c: null, d: null };

/** One that does not end her run in this test, or that is not filled in. */
function exitOf(which: number, odd: boolean): NonNullable<Definition['exits']>[number] {
  if (odd) return { kind: which % 2 === 0 ? 'segment' : 'moon', values: {} };
  const kinds = [
    { kind: 'order_refunded', values: { which: 'any', whole: false } },
    { kind: 'refused', values: {} },
    { kind: 'event', values: { event: 'member.untagged', where: [] } },
    { kind: 'condition', values: { who: { kind: 'has_tag', values: { how: 'any', tags: ['谁都没有'] } } } },
  ];
  return kinds[which % kinds.length] ?? { kind: 'refused', values: {} };
}

function madeOf(key: string, which: number, next: string | null): Node {
  const kinds: readonly Node[] = [
    { key, kind: 'wait', values: { period: 60 }, ways: { next } },
    { key, kind: 'message', values: { template: 'careReminder', channels: ['inbox'] }, ways: { next } },
    { key, kind: 'tag', values: { tag: '走过', remove: false }, ways: { next } },
    { key, kind: 'has_tag', values: { how: 'any', tags: ['走过'] }, ways: { yes: next, no: null } },
    { key, kind: 'experiment', values: { ...halves, measure: 'ordered' }, ways: { a: next, b: null } },
    { key, kind: 'random_split', values: halves, ways: { a: null, b: next } },
    { key, kind: 'todo', values: { title: key, text: null, within: 60, who: null }, ways: { next } },
    { key, kind: 'exit', values: {}, ways: {} },
  ];
  const [wait] = kinds;
  if (!wait) throw new Error('no kinds');
  return kinds[which % kinds.length] ?? wait;
}

it('whatever is done to a drawing, either it says what is wrong and where, or it can be published and takes people through', async () => {
  let whole = 0;
  await fc.assert(
    fc.asyncProperty(edits, async (sequence) => {
      const definition = sequence.reduce(edited, careJourney({ goal: null, exitOnGoal: false }));
      const { id, journeyId } = await inTransaction(ctx, async (ctx) => startDrawing(ctx, kit, '任意'));
      await save(id, definition);
      const { problems } = await showDrawing(ctx, kit, id);
      if (problems.length > 0) {
        const keys = definition.nodes.map(({ key }) => key);
        expect(problems.filter(({ node }) => node !== null && !keys.includes(node))).toEqual([]);
        await expect(publish(id, 1, null)).rejects.toMatchObject({ code: 'journeys.has_problems' });
        return;
      }
      whole += 1;
      await publish(id, 1, null);
      await buyers(1);
      await advance(4 * 24 * 3_600_000);
      const { rows } = await sql<{ state: string }>`
        select r.state from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journeyId}
      `.execute(ctx.db);
      expect(rows).toHaveLength(1);
      expect(rows[0]?.state).not.toBe('parked');
      await inTransaction(ctx, async (ctx) => setState(ctx, kit, journeyId, 'ended'));
    }),
    { numRuns: 60, examples: [[[{ what: 5, at: 0, to: 1, odd: false }]], [[{ what: 2, at: 2, to: 0, odd: false }]]] },
  );
  expect(whole).toBeGreaterThan(3);
}, 240_000);

/** The care journey with another rest at its end, in the place of the old one or after it. */
function changedCare(drops: boolean): Definition {
  const care = careJourney({ goal: null, exitOnGoal: false });
  const leads = (node: Node): Node => {
    const last = drops ? 'mark' : 'rest';
    return node.key === last ? { ...node, ways: { next: 'other' } } : node;
  };
  const kept = care.nodes.filter(({ key }) => !(drops && key === 'rest')).map(leads);
  return { ...care, nodes: [...kept, { key: 'other', kind: 'wait', values: { period: 60 }, ways: { next: null } }] };
}

it('whom a map moves is there once, whatever the engine does meanwhile, and gets each message once', async () => {
  const maps = fc.record({
    wait: fc.constantFrom('wait', 'other', 'care', null, undefined),
    rest: fc.constantFrom('other', 'mark', null, undefined),
    /** Of how many the wait ends in the very moment of publishing. */
    due: fc.nat(12),
  });
  await fc.assert(
    fc.asyncProperty(maps, async ({ due, ...map }) => {
      const journeyId = await publishAnew(careJourney({ goal: null, exitOnGoal: false }));
      const early = await buyers(4);
      await advance(75 * 3_600_000);
      const late = await buyers(12);
      const drawing = await inTransaction(ctx, async (ctx) => openDrawing(ctx, journeyId));
      await save(drawing.id, changedCare(map.rest !== undefined));
      await sql`
        update journeys.run set wake_at = ${ctx.now()}
        where person_no = any(${late.slice(0, due).map(({ personNo }) => personNo)}::int[])
      `.execute(ctx.db);
      const move = Object.fromEntries(
        Object.entries(map).flatMap(([from, to]) => (to === undefined ? [] : [[from, to]])),
      );
      await Promise.all([settle(), publish(drawing.id, 1, move), settle()]);
      await settle();
      const left = await sql<{ node: string }>`
        select r.node from journeys.run r join journeys.journey j on j.no = r.journey_no
        where j.id = ${journeyId} and r.state = 'waiting' and r.version < j.version
          and r.node <> all(${Object.entries(map).flatMap(([from, to]) => (to === null ? [from] : []))}::text[])
      `.execute(ctx.db);
      // Only whoever a map keeps stays behind; nobody does because the engine held her in that moment.
      if (map.wait !== null)
        expect(left.rows.filter(({ node }) => node !== 'rest' || map.rest === undefined)).toEqual([]);
      await advance(80 * 24 * 3_600_000);
      const { rows } = await sql<{ personNo: number; state: string; told: number }>`
        select r.person_no, r.state, (
          select count(*)::int from messaging.outbound o where o.cause_id = ${journeyId} and o.person_no = r.person_no
        ) as told
        from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journeyId} order by 1
      `.execute(ctx.db);
      const all = [...early, ...late].map(({ personNo }) => personNo).toSorted((a, b) => a - b);
      expect(rows.map(({ personNo }) => personNo)).toEqual(all);
      expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['completed']));
      expect(rows.filter(({ told }) => told > 1)).toEqual([]);
      // Who is led past the message on purpose gets none; nobody else goes without.
      if (map.wait !== 'other') expect(rows.filter(({ told }) => told === 0)).toEqual([]);
      await inTransaction(ctx, async (ctx) => setState(ctx, kit, journeyId, 'ended'));
    }),
    { numRuns: 16 },
  );
}, 240_000);
