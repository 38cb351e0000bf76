import type { Ctx } from '../../../platform/ctx.ts';
import type { Told } from '../../../platform/facts.ts';
import type { Branches } from '../../../platform/form/branches.ts';
import { type Definition, type Node, nodeOf } from '../definition.ts';
import { type ExitRule, exitsOf } from '../exit-rule.ts';
import { findKind } from '../find-kind.ts';
import type { Goal } from '../goal.ts';
import type { Kit } from '../kit.ts';
import type { RunAbout } from '../run.ts';
import type { Reach, Step } from '../step.ts';
import { askedValues, storedValues } from '../stored.ts';

/** Somebody on her way through the past: when she came in, where in time she is, and what was told of her. */
export type Walker = {
  readonly personNo: number;
  readonly entered: Date;
  readonly at: Date;
  readonly facts: readonly Told[];
  readonly nodes: number;
  readonly runKey: string;
  /** The order that the run is about, and the one that brought her in. */
  readonly orderId: string | null;
  readonly brought: string | null;
};

/** Where walkers came, what would have been done to them, and who was let alone because her goal was reached or its time over. */
export type Walked = {
  readonly came: Map<string, number>;
  readonly still: Map<string, number>;
  readonly reached: { readonly node: string; readonly walker: Walker; readonly reach: Reach }[];
  readonly over: { readonly node: string; readonly reason: 'goal_reached' | 'goal_over' | 'exited' }[];
  /** How many an exit rule sent away. */
  left: number;
  /** Questions that history cannot answer: everyone was taken to go their last way. */
  readonly unknown: Set<string>;
};

/** One who goes round in a ring is let go after so many steps. */
const MOST_NODES = 150;
/** How many moments of the past a question is asked about: each one is a question to the whole store. */
const MOMENTS = 4;

type Past = {
  readonly definition: Definition;
  readonly salt: string;
  readonly until: Date;
  readonly branches: Branches;
};

/** What is asked of every walker at every node, read out of the definition once. */
type Journey = Past & {
  readonly ends: readonly { readonly rule: ExitRule; readonly values: Parameters<NonNullable<ExitRule['ends']>>[0] }[];
  /** Only where reaching it ends a run. */
  readonly goal: {
    readonly kind: Goal;
    readonly values: Parameters<Goal['reached']>[0];
    readonly ms: number;
  } | null;
};

function readRules(kit: Kit, past: Past): Journey {
  const { definition, branches } = past;
  const { goal, exitOnGoal } = definition;
  const kind = exitOnGoal && goal ? findKind(kit.goals, goal.kind) : undefined;
  const values = kind && goal && askedValues(kind.form, goal, branches);
  return {
    ...past,
    ends: exitsOf(kit, definition).flatMap(({ rule, piece }) =>
      rule.ends ? [{ rule, values: askedValues(rule.form, piece, branches) }] : [],
    ),
    goal: kind && values ? { kind, values, ms: kind.days(values) * 86_400_000 } : null,
  };
}

/** Take walkers through a definition in waves, everyone at a node at once. Nothing is written. */
export async function walk(ctx: Ctx, kit: Kit, past: Past, walkers: readonly Walker[]): Promise<Walked> {
  const journey = readRules(kit, past);
  const walked: Walked = { came: new Map(), still: new Map(), reached: [], over: [], left: 0, unknown: new Set() };
  const open = new Map<string, Walker[]>([[journey.definition.start, [...walkers]]]);
  for (let next = open.entries().next().value; next; next = open.entries().next().value) {
    const [key, here] = next;
    open.delete(key);
    const node = nodeOf(journey.definition, key);
    const step = node && findKind(kit.steps, node.kind);
    if (!node || !step) continue;
    add(walked.came, key, here.length);
    const stay = step.rest ? here : await staying(ctx, kit, journey, walked, node, step, here);
    for (const [way, going] of await pass(ctx, journey, walked, node, step, stay)) {
      const to = way === null ? null : (node.ways[way] ?? null);
      const on = going.filter(({ nodes }) => nodes < MOST_NODES).map((one) => ({ ...one, nodes: one.nodes + 1 }));
      if (to !== null && on.length > 0) open.set(to, [...(open.get(to) ?? []), ...on]);
    }
  }
  return walked;
}

type Parts = ReadonlyMap<string | null, readonly Walker[]>;

async function pass(
  ctx: Ctx,
  journey: Journey,
  walked: Walked,
  node: Node,
  step: Step,
  here: readonly Walker[],
): Promise<Parts> {
  if (step.ends) return new Map();
  const values = storedValues(step.form, node);
  const [first] = step.ways;
  if (step.rest) {
    const rested = here.map((walker) => rest(step, values, walker));
    const unended = rested.filter(({ walker }) => walker.at > journey.until);
    const still = unended.filter(({ walker }) => !hasLeft(journey, walker, journey.until));
    walked.left += unended.length - still.length;
    add(walked.still, node.key, still.length);
    return grouped(rested.filter(({ walker }) => walker.at <= journey.until));
  }
  if (step.reaches) {
    const reach = step.reaches(values);
    const going = here.filter((walker) => {
      const reason = overOf(journey, walker);
      if (reason) walked.over.push({ node: node.key, reason });
      else walked.reached.push({ node: node.key, walker, reach });
      return reason === null;
    });
    return new Map([[first?.key ?? null, going]]);
  }
  if (step.would) return partPast(ctx, step, { key: node.key, values }, journey.salt, here);
  if (step.ways.length > 1) walked.unknown.add(node.key);
  return new Map([[step.ways.at(-1)?.key ?? null, here]]);
}

type Gone = { readonly way: string; readonly walker: Walker };

function rest(step: Step, values: Parameters<NonNullable<Step['rest']>['until']>[0], walker: Walker): Gone {
  if (!step.rest) throw new Error(`${step.kind} does not rest`);
  const { until: ends, told, way } = step.rest;
  const until = ends(values, walker.at);
  const heard =
    told &&
    walker.facts.find(
      (fact) =>
        fact.occurredAt > walker.at &&
        fact.occurredAt <= until &&
        told.on.some(({ type }) => type === fact.type) &&
        told.means(values, fact, aboutOf(walker)),
    );
  return heard && told
    ? { way: told.way, walker: { ...walker, at: heard.occurredAt } }
    : { way, walker: { ...walker, at: until } };
}

const aboutOf = ({ orderId, brought }: Walker): RunAbout => ({ id: 0, orderId, brought });

/** Whether a fact between her entry and a moment sent her away by an exit rule. */
function hasLeft({ ends }: Journey, walker: Walker, until: Date): boolean {
  return ends.some(({ rule, values }) =>
    walker.facts.some(
      (fact) =>
        fact.occurredAt > walker.entered &&
        fact.occurredAt <= until &&
        rule.on.some(({ type }) => type === fact.type) &&
        rule.ends?.(values, fact, aboutOf(walker)),
    ),
  );
}

/** Whom no exit rule has sent away before she comes to this step: by what was told, and by what holds. */
async function staying(
  ctx: Ctx,
  kit: Kit,
  journey: Journey,
  walked: Walked,
  node: Node,
  step: Step,
  here: readonly Walker[],
): Promise<readonly Walker[]> {
  let stay = here.filter((walker) => !hasLeft(journey, walker, walker.at));
  for (const { rule, piece } of exitsOf(kit, journey.definition)) {
    if (!rule.holds) continue;
    const values = storedValues(rule.form, piece);
    const kept: Walker[] = [];
    for (const { some, at } of momentsOf(stay)) {
      const held = await rule.holds(ctx, values, [...new Set(some.map(({ personNo }) => personNo))], at);
      kept.push(...some.filter(({ personNo }) => !held.has(personNo)));
    }
    stay = kept;
  }
  const gone = here.length - stay.length;
  walked.left += gone;
  if (step.reaches) for (let n = 0; n < gone; n += 1) walked.over.push({ node: node.key, reason: 'exited' });
  return stay;
}

/** Walkers by a few moments, each with the first of those who come then. */
function momentsOf(here: readonly Walker[]): readonly { readonly some: readonly Walker[]; readonly at: Date }[] {
  const sorted = [...here].sort((one, other) => one.at.getTime() - other.at.getTime());
  const size = Math.max(1, Math.ceil(sorted.length / MOMENTS));
  const parts: { some: readonly Walker[]; at: Date }[] = [];
  for (let from = 0; from < sorted.length; from += size) {
    const some = sorted.slice(from, from + size);
    const [first] = some;
    if (first) parts.push({ some, at: first.at });
  }
  return parts;
}

/** Why nothing reaches her any more at this moment, as the engine asks before every step that reaches people. */
function overOf({ goal }: Journey, { entered, at, facts }: Walker) {
  if (goal === null) return null;
  const { kind, values, ms } = goal;
  const until = new Date(entered.getTime() + ms);
  const reached = facts.some(
    (fact) =>
      fact.occurredAt > entered &&
      fact.occurredAt <= at &&
      fact.occurredAt <= until &&
      kind.on.some(({ type }) => type === fact.type) &&
      kind.reached(values, fact) !== null,
  );
  return reached ? ('goal_reached' as const) : at > until ? ('goal_over' as const) : null;
}

/** A question about the past is asked at a few moments; each walker's answer is that of the moment before her. */
async function partPast(
  ctx: Ctx,
  step: Step,
  node: Parameters<NonNullable<Step['would']>>[1],
  salt: string,
  here: readonly Walker[],
): Promise<Parts> {
  const gone: { way: string | null; walker: Walker }[] = [];
  for (const { some, at } of momentsOf(here)) {
    const persons = [...new Set(some.map(({ personNo }) => personNo))];
    const wayOf = await step.would?.(ctx, node, { persons, at, salt });
    gone.push(...some.map((walker) => ({ way: wayOf?.(walker.personNo) ?? null, walker })));
  }
  return grouped(gone);
}

function grouped(gone: readonly { readonly way: string | null; readonly walker: Walker }[]): Parts {
  const parts = new Map<string | null, Walker[]>();
  for (const { way, walker } of gone) {
    const part = parts.get(way);
    if (part) part.push(walker);
    else parts.set(way, [walker]);
  }
  return parts;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}
