import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { createLook, drainOnce, type Listener, registerListeners } from '../../platform/listeners.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { benefitKinds } from '../benefits/index.ts';
import { memberTagged } from '../members/events.ts';
import { tags } from '../members/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { advanceRuns } from './advance.ts';
import { createJourney, setState } from './change.ts';
import type { Definition, Node } from './definition.ts';
import { journeys } from './domain.ts';
import { drawOf } from './draw.ts';
import { kitWith } from './kit.ts';
import type { JourneyRecord } from './queries.ts';
import { announcePaid } from './testing.ts';

// The engine moves sets by statements. Here a plain program walks through the same definition for one person at a time: random
// definitions of every generic kind, random exit rules, one run of a person at a time or one for each order, random histories, three
// workers at once of whom some die half-way. What reached whom, what was noted and where everyone stands must be the same.

const app = await testApp({ env: { ROLE: 'api' } });
const happenings = () => [memberTagged];
const benefits = benefitKinds([]);
const kit = kitWith({}, benefits, [], undefined, happenings);
const listeners: readonly Listener[] = journeys({ benefits, happenings }).listeners ?? [];
const sweep = advanceRuns(kit);
const START = new Date('2026-11-20T02:00:00Z').getTime();
const HOUR = 3_600_000;
const because = { kind: 'test', id: 'test', label: '测试' };
let hook = '';

beforeAll(async () => {
  await registerListeners(app.ctx, listeners);
  hook = 'whk_test';
  await sql`
    insert into webhooks.webhook (id, name, url, secret_sealed, active, created_at)
    values (${hook}, '外部', 'https://hooks.example/', 'sealed', false, ${app.ctx.now()})
  `.execute(app.ctx.db);
});

const at = (hours: number): Ctx => ({ ...app.ctx, now: () => new Date(START + hours * HOUR) });

async function hearAll(ctx: Ctx): Promise<number> {
  let all = 0;
  for (const listen of listeners)
    for (;;) {
      const handled = await drainOnce(ctx, listen);
      all += handled;
      const { ready, held } = await createLook()(ctx, [listen]);
      if (handled + ready.length + held.length === 0) break;
    }
  return all;
}

/** Three workers at once; one of them dies before it commits, as often as chance will have it. */
async function tick(hours: number, dies: boolean): Promise<void> {
  for (let again = true; again; ) {
    const heard = await hearAll(at(hours));
    if (dies)
      await inTransaction(at(hours), async (ctx) => {
        await sweep.run(ctx, alone);
        throw new Error('killed');
      }).catch(() => undefined);
    const moved = await Promise.all([1, 2, 3].map(async () => sweep.run(at(hours), alone)));
    again = heard + moved.reduce((sum, n) => sum + n, 0) > 0;
  }
}

type Kind = 'wait' | 'event' | 'filter' | 'ask' | 'split' | 'try' | 'tag' | 'untag' | 'todo' | 'webhook' | 'exit';
type Piece = { readonly kind: Kind; readonly hours: number; readonly tag: 'x' | 'y'; readonly to: readonly number[] };
const piece: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom<Kind>(
    'wait',
    'event',
    'filter',
    'ask',
    'split',
    'try',
    'tag',
    'untag',
    'todo',
    'webhook',
    'exit',
  ),
  hours: fc.integer({ min: 1, max: 9 }),
  tag: fc.constantFrom('x', 'y'),
  to: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
});
const holds = (tag: string) => ({ kind: 'has_tag', values: { how: 'any', tags: [tag] } });

/** Every way leads onwards, so nothing goes round. */
function nodeOf({ kind, hours, tag, to }: Piece, n: number, count: number): Node {
  const next = (way: number) => (n + (to[way] ?? 1) < count ? `n${n + (to[way] ?? 1)}` : null);
  const one = { next: next(0) };
  const two = (a: string, b: string) => ({ [a]: next(0), [b]: next(1) });
  const key = `n${n}`;
  const split = { parts: '3', a: 30, b: 50, c: 20, d: null };
  const three = { ...two('a', 'b'), c: next(2) };
  const made: Readonly<Record<Kind, Omit<Node, 'key'>>> = {
    wait: { kind: 'wait', values: { period: hours * 60 }, ways: one },
    event: {
      kind: 'wait_event',
      values: {
        event: 'member.tagged',
        where: [{ property: 'tag', op: 'eq', value: tag, values: null }],
        atMost: hours * 60,
      },
      ways: two('told', 'timeout'),
    },
    filter: { kind: 'filter', values: { who: { not: holds(tag) } }, ways: one },
    ask: { kind: 'condition', values: { who: { any: [holds(tag), { not: holds('x') }] } }, ways: two('yes', 'no') },
    split: { kind: 'random_split', values: split, ways: three },
    try: { kind: 'experiment', values: { ...split, measure: 'ordered' }, ways: three },
    tag: { kind: 'tag', values: { tag, remove: false }, ways: one },
    untag: { kind: 'tag', values: { tag, remove: true }, ways: one },
    todo: { kind: 'todo', values: { title: key, text: null, within: 60, who: null }, ways: one },
    webhook: { kind: 'webhook', values: { webhook: hook, event: key }, ways: one },
    exit: { kind: 'exit', values: {}, ways: {} },
  };
  return { key, ...made[kind] };
}

/** What ends runs: something told of her, something that holds for her; and whether each order brings her in beside herself. */
type Rules = { readonly onTag: 'x' | 'y' | null; readonly whileTagged: 'x' | 'y' | null; readonly sideBySide: boolean };
const rules: fc.Arbitrary<Rules> = fc.record({
  onTag: fc.constantFrom('x', 'y', null, null),
  whileTagged: fc.constantFrom('x', 'y', null, null),
  sideBySide: fc.boolean(),
});

/** `entered`: what happens in that very moment is no news to her. `noted`: whether a step of hers gave her the tag that ends it. */
type Run = {
  readonly entered: number;
  node: number | null;
  wake: number;
  told: boolean;
  noted: boolean;
  over: 'completed' | 'exited' | null;
  treated: boolean;
};
type Person = { readonly no: number; readonly tags: Set<string>; readonly runs: Run[]; readonly got: string[] };

/** One person, one node after the other. */
class Interpreter {
  readonly #pieces: readonly Piece[];
  readonly #salt: string;
  readonly #treated: (personNo: number) => boolean;
  readonly #rules: Rules;
  constructor(pieces: readonly Piece[], rules: Rules, salt: string, treated: (personNo: number) => boolean) {
    this.#pieces = pieces;
    this.#rules = rules;
    this.#salt = salt;
    this.#treated = treated;
  }

  pay(person: Person, now: number): void {
    if (!this.#rules.sideBySide && person.runs.some(({ over }) => over === null)) return;
    const first = this.#pieces[0];
    const rests = first?.kind === 'wait' || first?.kind === 'event';
    const treated = this.#treated(person.no);
    const wake = rests ? now + first.hours : now;
    person.runs.push({ entered: now, node: 0, wake, told: false, noted: false, over: null, treated });
  }

  tag(person: Person, tag: string, now: number): void {
    if (person.tags.has(tag)) return;
    person.tags.add(tag);
    for (const run of person.runs) {
      if (run.over === null && tag === this.#rules.onTag) run.over = 'exited';
      const piece = run.node === null ? undefined : this.#pieces[run.node];
      if (run.over === null && piece?.kind === 'event' && piece.tag === tag && now <= run.wake) run.told = true;
    }
  }

  tick(person: Person, now: number): void {
    for (const run of person.runs) {
      if (run.over !== null || (run.wake > now && !run.told)) continue;
      for (let rested = true; run.over === null; rested = false) {
        const piece = run.node === null ? undefined : this.#pieces[run.node];
        if (!piece || run.node === null) {
          run.over = 'completed';
          break;
        }
        if ((piece.kind === 'wait' || piece.kind === 'event') && !rested) {
          run.wake = now + piece.hours;
          run.told = false;
          break;
        }
        const { whileTagged } = this.#rules;
        const acts = piece.kind !== 'wait' && piece.kind !== 'event' && piece.kind !== 'exit';
        if (acts && whileTagged !== null && person.tags.has(whileTagged)) run.over = 'exited';
        else this.#pass(person, run, piece, run.node);
      }
      // Her own step's tag is told when the step is done, and ends her run like any other.
      if (run.noted && run.over === null && now > run.entered) run.over = 'exited';
      run.noted = false;
    }
  }

  #pass(person: Person, run: Run, piece: Piece, n: number): void {
    const way = this.#wayOf(person, run, piece, n);
    if (way === null) {
      run.over = 'exited';
      return;
    }
    const next = n + (piece.to[way] ?? 1);
    run.node = next < this.#pieces.length ? next : null;
  }

  /** By which of its ways she goes; null: out. */
  #wayOf(person: Person, run: Run, { kind, tag }: Piece, n: number): number | null {
    const drawn = drawOf(this.#salt, `n${n}`, person.no);
    switch (kind) {
      case 'event':
        return run.told ? 0 : 1;
      case 'filter':
        return person.tags.has(tag) ? null : 0;
      case 'ask':
        return person.tags.has(tag) || !person.tags.has('x') ? 0 : 1;
      case 'split':
      case 'try':
        return drawn < 30 ? 0 : drawn < 80 ? 1 : 2;
      case 'exit':
        return null;
      case 'tag':
        if (tag === this.#rules.onTag && !person.tags.has(tag)) run.noted = true;
        person.tags.add(tag);
        break;
      case 'untag':
        person.tags.delete(tag);
        break;
      case 'todo':
      case 'webhook':
        if (run.treated) person.got.push(`${kind} n${n}`);
        break;
      default:
    }
    return 0;
  }
}

type Op =
  | { readonly do: 'pay'; readonly who: number }
  | { readonly do: 'tag'; readonly who: number; readonly tag: 'x' | 'y' }
  | { readonly do: 'pass'; readonly hours: number };
const who = fc.integer({ min: 0, max: 3 });
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tag' as const), who, tag: fc.constantFrom('x', 'y') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 8 }) }) },
);

async function open(pieces: readonly Piece[], { onTag, whileTagged, sideBySide }: Rules): Promise<JourneyRecord> {
  const definition: Definition = {
    trigger: { kind: 'order_paid', values: { firstOnly: false } },
    start: 'n0',
    nodes: reachableOf(pieces.map((one, n) => nodeOf(one, n, pieces.length))),
    goal: null,
    exitOnGoal: false,
    exits: [
      ...(onTag === null
        ? []
        : [
            {
              kind: 'event',
              values: { event: 'member.tagged', where: [{ property: 'tag', op: 'eq', value: onTag, values: null }] },
            },
          ]),
      ...(whileTagged === null ? [] : [{ kind: 'condition', values: { who: holds(whileTagged) } }]),
    ],
    reentry: sideBySide ? { kind: 'by_key', by: 'order', cooldownDays: 0 } : { kind: 'after_exit', cooldownDays: 0 },
    holdout: 30,
    budgetId: null,
  };
  return inTransaction(at(0), async (ctx) => createJourney(ctx, kit, { name: '随机', definition, state: 'live' }));
}

/** A node to which no path leads keeps a journey from starting. */
function reachableOf(nodes: readonly Node[]): Node[] {
  const led = new Set(['n0']);
  for (const node of nodes) if (led.has(node.key)) for (const next of Object.values(node.ways)) if (next) led.add(next);
  return nodes.filter(({ key }) => led.has(key));
}

async function found(journey: JourneyRecord, member: TestMember) {
  const { rows: runs } = await sql<{ state: string; node: string }>`
    select state, node from journeys.run where journey_no = ${journey.no} and person_no = ${member.personNo} order by id
  `.execute(app.ctx.db);
  const { rows: got } = await sql<{ what: string }>`
    select 'todo ' || title as what from todos.todo where cause_id = ${journey.id} and member_id = ${member.id}
    union all
    select 'webhook ' || event from webhooks.delivery where cause_id = ${journey.id} and member_id = ${member.id}
  `.execute(app.ctx.db);
  const { rows: noted } = await sql<{ name: string }>`
    select name from members.tag where member_id = ${member.id}
  `.execute(app.ctx.db);
  return {
    runs: runs.map(({ state, node }) => (state === 'waiting' ? node : state)),
    got: got.map(({ what }) => what).toSorted(),
    tags: noted.map(({ name }) => name).toSorted(),
  };
}

describe('the engine', () => {
  it('does with many what a plain program does with one after the other, whoever is killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 3, maxLength: 8 }),
        rules,
        fc.array(op, { minLength: 6, maxLength: 18 }),
        fc.boolean(),
        async (drawn, ruled, ops, dies) => {
          // Runs side by side that note what the others ask would be told by their order, which nobody promises.
          const notes = (one: Piece) => one.kind === 'tag' || one.kind === 'untag';
          const pieces = drawn.map((one) => (ruled.sideBySide && notes(one) ? { ...one, kind: 'todo' as const } : one));
          const members: TestMember[] = [];
          for (let n = 0; n < 4; n += 1) members.push(await createMember(app.ctx));
          await hearAll(at(0));
          const journey = await open(pieces, ruled);
          const arms = await armsOf(journey.id, members);
          const plain = new Interpreter(pieces, ruled, journey.id, (no) => arms.get(no) ?? false);
          const persons = members.map(({ personNo }): Person => ({ no: personNo, tags: new Set(), runs: [], got: [] }));
          let hours = 0;
          const pass = async () => {
            await tick(hours, dies);
            for (const person of persons) plain.tick(person, hours);
          };
          for (const one of ops) {
            // Nothing happens twice in one moment.
            hours += 0.01;
            if (one.do === 'pass')
              for (let n = 0; n < one.hours; n += 1) {
                hours += 1;
                await pass();
              }
            else {
              const [member, person] = [members[one.who], persons[one.who]];
              if (!member || !person) continue;
              if (one.do === 'pay') {
                await announcePaid(at(hours), member);
                plain.pay(person, hours);
              } else {
                const { id: memberId, personNo } = member;
                await inTransaction(at(hours), async (ctx) =>
                  tags.give(ctx, [{ memberId, personNo }], one.tag, 'test', because),
                );
                plain.tag(person, one.tag, hours);
              }
              await pass();
            }
          }
          for (const [n, member] of members.entries()) {
            const person = persons[n];
            if (!person) continue;
            expect(await found(journey, member)).toEqual({
              runs: person.runs.map(({ over, node }) => over ?? `n${node}`),
              got: person.got.toSorted(),
              tags: [...person.tags].toSorted(),
            });
          }
          await inTransaction(at(hours), async (ctx) => setState(ctx, kit, journey.id, 'ended'));
        },
      ),
      { numRuns: 25, interruptAfterTimeLimit: 100_000 },
    );
  }, 150_000);
});

/** Who is drawn into which arm is the database's to say. */
async function armsOf(salt: string, members: readonly TestMember[]): Promise<ReadonlyMap<number, boolean>> {
  const { rows } = await sql<{ no: number; treated: boolean }>`
    select person_no as no, ((hashtextextended(${salt} || ':' || person_no, 0) % 100) + 100) % 100 >= 30 as treated
    from unnest(${members.map(({ personNo }) => personNo)}::int[]) as person_no
  `.execute(app.ctx.db);
  return new Map(rows.map(({ no, treated }) => [no, treated]));
}
