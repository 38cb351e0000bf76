import { type Words, words } from '@huoshui/contracts/words';
import { isCrossed } from '../../platform/crossed.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { checkForm } from '../../platform/form/check.ts';
import { personsNotStored, personsWithNews } from '../../platform/listeners.ts';
import { trySaved } from '../../platform/savepoint.ts';
import { type Around, type Sweep, sweep } from '../../platform/sweeps.ts';
import { type Definition, type Node, nodeOf } from './definition.ts';
import { announceEnded, endRuns } from './end-runs.ts';
import { exitsAskStore } from './exit-rule.ts';
import { findKind } from './find-kind.ts';
import { holdTelling, partByTold } from './hear.ts';
import type { Kit } from './kit.ts';
import { leaveByWhatHolds } from './leave.ts';
import { anyDueOf, countNodes, moveRuns, nextWake, readOpenPlans, readPlans, takeDue } from './queries.ts';
import type { Move, Plan, Run } from './run.ts';
import { findOver, type Over } from './standing.ts';
import type { Step } from './step.ts';
import { storedValues } from './stored.ts';
import { createTally, type Tally } from './tally.ts';

/** Runs a transaction: `bench journey` was measured with it. Larger ones hold back every listener for longer. */
const BATCH = 5000;
/**
 * Where a whole batch was due more will be: then two go on side by side, each taking what the other has not, as two workers would: what a
 * batch takes is the database's time, which has more than one processor.
 */
const LANES = 2;
/** Batches of a lane; then whoever called may stop, and the next batch goes alone again. */
const AT_ONCE = 10;
/** A definition is checked for loops without a wait; this stops one that slipped through all the same. */
const MOST_NODES_AT_ONCE = 200;
/** Of one person something may be told without end, and two may meet again; then the others have their turn. */
const MOST_ROUNDS = 3;

/**
 * Advance everyone who is due, as sets: the due runs of a batch are grouped by node, each group goes through its node by a
 * few statements, whatever its size, on to the next, until all wait, end or are parked. One transaction a batch.
 */
export function advanceRuns(kit: Kit): Sweep {
  return sweep({
    name: 'journeys.advance',
    due: nextWake,
    batch: BATCH,
    run: async (ctx, around) => {
      // What is told between the bringing up and the taking makes her wait; then it is stored by the next round.
      for (let round = 0; ; round += 1) {
        const waiting = await findWaiting(ctx, kit, around);
        const { moved, unstored } = await advanceDue(ctx, kit, waiting);
        if (moved === BATCH) return moved + (await advanceSideBySide(ctx, kit, waiting));
        if (moved > 0 || !unstored || round === MOST_ROUNDS) return moved;
      }
    },
  });
}

async function advanceSideBySide(ctx: Ctx, kit: Kit, waiting: readonly number[]): Promise<number> {
  const lane = async () => {
    let done = 0;
    for (let n = 0; n < AT_ONCE && done === n * BATCH; n += 1) done += (await advanceDue(ctx, kit, waiting)).moved;
    return done;
  };
  const lanes = await Promise.all(Array.from({ length: LANES }, lane));
  return lanes.reduce((sum, done) => sum + done, 0);
}

/** What met another transaction was taken back whole: it is taken again, a few times at once, then by the next round. */
async function advanceDue(ctx: Ctx, kit: Kit, waiting: readonly number[]) {
  for (let again = 0; ; again += 1)
    try {
      return await advanceBatch(ctx, kit, waiting);
    } catch (error) {
      if (!isCrossed(error) || again === MOST_ROUNDS) throw error;
    }
}

async function advanceBatch(ctx: Ctx, kit: Kit, waiting: readonly number[]) {
  return inTransaction(ctx, async (ctx) => {
    await holdTelling(ctx);
    const due = await takeDue(ctx, BATCH, waiting);
    const left = { unheard: new Set<number>(), unstored: new Set<number>() };
    if (due.length > 0) {
      const unheard = await personsWithNews(
        ctx,
        due.map((run) => run.personNo),
      );
      await advance({ ctx, kit, tally: createTally(), open: [], unheard, left }, due);
    }
    return { moved: due.length - left.unheard.size - left.unstored.size, unstored: left.unstored.size > 0 };
  });
}

/**
 * Journeys that have to wait: they ask the event store, which is away, or nobody of them is due. Where somebody is, all that was told
 * up to now is stored first, for the fact that brought her here is itself among what is asked about.
 */
async function findWaiting(ctx: Ctx, kit: Kit, { catchUp }: Around): Promise<readonly number[]> {
  const plans = (await readOpenPlans(ctx)).filter(({ definition }) => asksStore(kit, definition));
  const asking = [...new Set(plans.map(({ journeyNo }) => journeyNo))];
  if (asking.length === 0 || !(await anyDueOf(ctx, asking, BATCH))) return asking;
  try {
    await catchUp();
    return [];
  } catch (error) {
    ctx.log.warn({ err: error, journeys: asking }, 'journeys that ask the event store wait for it');
    return asking;
  }
}

function asksStore(kit: Kit, definition: Definition): boolean {
  const { nodes } = definition;
  return exitsAskStore(kit, definition) || nodes.some((node) => nodeAsksStore(findKind(kit.steps, node.kind), node));
}

/** One that its form takes no longer asks nobody: whoever comes to it is parked. */
function nodeAsksStore(step: Step | undefined, node: Node): boolean {
  const checked = step?.asksStore && checkForm(step.form, node.values);
  return checked?.ok ? (step?.asksStore?.(checked.values) ?? false) : false;
}

/**
 * One batch: the counts it has made, and the groups that it still has to take through their nodes. `unheard`: persons of whom
 * something was told that some listener has yet to handle; `left`: runs that therefore stand where they stood.
 */
type Batch = {
  readonly ctx: Ctx;
  readonly kit: Kit;
  readonly tally: Tally;
  readonly open: Group[];
  readonly unheard: ReadonlySet<number>;
  readonly left: { readonly unheard: Set<number>; readonly unstored: Set<number> };
};
/** Some who stand at one node of one version. `woken`: they rested there and the rest is over. */
type Group = {
  readonly plan: Plan;
  readonly node: Node;
  readonly step: Step;
  readonly runs: readonly Run[];
  readonly depth: number;
  readonly woken: boolean;
};

async function advance(batch: Batch, due: readonly Run[]): Promise<void> {
  const plans = await readPlans(batch.ctx, [...new Set(due.map((r) => r.journeyNo))]);
  // Where she rests, the rest is over; to any other node she has just come.
  for (const [plan, key, runs] of groupByNode(plans, due)) await open(batch, plan, key, runs, 0, true);
  for (let group = batch.open.pop(); group; group = batch.open.pop()) await runGroup(batch, group);
  await countNodes(batch.ctx, batch.tally.all());
}

async function open(
  batch: Batch,
  plan: Plan,
  key: string,
  runs: readonly Run[],
  depth: number,
  due: boolean,
): Promise<void> {
  const node = nodeOf(plan.definition, key);
  const step = node && findKind(batch.kit.steps, node.kind);
  if (!node) return park(batch.ctx, plan, runs, words(`没有节点 ${key}`, `there is no node ${key}`));
  if (!step) return park(batch.ctx, plan, runs, words(`没有 ${node.kind} 这种步骤`, `there is no step ${node.kind}`));
  batch.open.push({ plan, node, step, runs, depth, woken: due && step.rest !== undefined });
}

async function runGroup(batch: Batch, group: Group): Promise<void> {
  const { plan, node, step, runs, depth, woken } = group;
  if (depth > MOST_NODES_AT_ONCE) return park(batch.ctx, plan, runs, TOO_MANY);
  if (step.ends) {
    batch.tally.visited(plan, node.key, runs.length);
    batch.tally.wentOn(plan, node.key, runs.length);
    return end(batch.ctx, plan, runs, 'exited', step.ends);
  }
  if (!step.rest) return act(batch, group);
  if (!woken) return stay(batch, group, step.rest);
  // Most rests listen to nothing: their time is over, and there is nothing that could fail.
  if (!step.rest.told) return goOn(batch, group, [{ runs, way: step.rest.way }]);
  return take(batch, group, async () => partByTold(batch.ctx, plan, step, node, runs));
}

const TOO_MANY = words(
  '一次经过的节点太多，可能是没有等待的循环',
  'too many nodes at once: perhaps a loop without a wait',
);

/**
 * A step that does or decides something, on all that was told of whoever stands here: who has news that a listener has not
 * handled, or that is not stored where the store is asked, waits for that. What reaches her, reaches her only if what brought her here
 * is still so.
 */
async function act(batch: Batch, group: Group): Promise<void> {
  const { plan, step } = group;
  const runs = await settled(batch, group);
  if (runs.length === 0) return;
  const over = step.reaches ? await findOver(batch.ctx, plan, runs) : new Map<number, Over>();
  for (const why of new Set(over.values())) {
    const leaving = runs.filter((run) => over.get(run.id) === why);
    await end(batch.ctx, plan, leaving, why.state, why.outcome);
  }
  const going = { ...group, runs: runs.filter((run) => !over.has(run.id)) };
  if (going.runs.length > 0) await take(batch, going, async () => pass(batch, going));
}

/** Whom an exit rule sends away goes no further; the others go through the step. */
async function pass({ ctx, kit }: Batch, group: Group): Promise<readonly Move<Run>[]> {
  if (!group.plan.definition.exits?.length) return runStep(ctx, group);
  const left = await leaveByWhatHolds(ctx, kit, group.plan, group.runs);
  const gone = new Set(left.flatMap(({ runs }) => runs));
  const runs = group.runs.filter((run) => !gone.has(run));
  return runs.length > 0 ? [...left, ...(await runStep(ctx, { ...group, runs }))] : left;
}

async function settled(
  { ctx, kit, unheard, left }: Batch,
  { plan, node, step, runs, depth }: Group,
): Promise<readonly Run[]> {
  const asks = nodeAsksStore(step, node) || exitsAskStore(kit, plan.definition);
  const unstored = asks ? await findUnstored(ctx, runs) : new Set<number>();
  const waits = ({ personNo }: Run) => unheard.has(personNo) || unstored.has(personNo);
  const waiting = runs.filter(waits);
  if (waiting.length === 0) return runs;
  if (depth === 0)
    for (const { id, personNo } of waiting) (unheard.has(personNo) ? left.unheard : left.unstored).add(id);
  else await moveRuns(ctx, waiting, { node: node.key, wakeAt: ctx.now(), since: null });
  return runs.filter((run) => !waits(run));
}

/** Of whom the store does not have everything: what was told since it was brought up, or by a node of this very batch. */
async function findUnstored(ctx: Ctx, runs: readonly Run[]): Promise<ReadonlySet<number>> {
  const told = (ctx.facts ?? []).flatMap(({ personNo, persons }) => persons ?? (personNo === null ? [] : [personNo]));
  const asked = runs.map((run) => run.personNo);
  return new Set([...told, ...(await personsNotStored(ctx, asked))]);
}

/** Take a set through its node. When it fails, the set is halved until the one it fails for is found and parked. */
async function take(batch: Batch, group: Group, work: () => Promise<readonly Move<Run>[]>): Promise<void> {
  const { plan, node, runs, woken } = group;
  let moves: readonly Move<Run>[] = [];
  const error = await trySaved(batch.ctx, async () => {
    moves = await work();
    const moved = moves.reduce((sum, move) => sum + move.runs.length, 0);
    if (moved !== runs.length) throw new Error(`${node.kind} let ${moved} of ${runs.length} go on`);
  });
  if (!error) {
    if (!woken) batch.tally.visited(plan, node.key, runs.length);
    return goOn(batch, group, moves);
  }
  // That it met another is no fault of hers: parked, she would never go on.
  if (isCrossed(error)) throw error;
  batch.ctx.log.error(
    { err: error, journey: plan.journeyId, node: node.key, runs: runs.length },
    'journey step failed',
  );
  if (runs.length === 1) return park(batch.ctx, plan, runs, words(error.message, error.message));
  const middle = Math.ceil(runs.length / 2);
  batch.open.push({ ...group, runs: runs.slice(0, middle) }, { ...group, runs: runs.slice(middle) });
}

/** What a step does. Only here are the arms told apart: what reaches people is never asked to do it to the holdout. */
async function runStep(ctx: Ctx, { plan, node, step, runs }: Group): Promise<readonly Move<Run>[]> {
  const at = { key: node.key, values: storedValues(step.form, node) };
  const [first] = step.ways;
  if (!step.run || !first) throw new Error(`${step.kind} neither rests, runs nor ends`);
  if (!step.reaches) return step.run(ctx, plan, at, runs);
  const treated = runs.filter((run) => run.treated);
  const held = runs.filter((run) => !run.treated);
  if (held.length > 0) await step.holdout?.(ctx, plan, at, held);
  const moves = treated.length > 0 ? await step.run(ctx, plan, at, treated) : [];
  return [...moves, { runs: held, way: first.key }];
}

async function stay(batch: Batch, { plan, node, step, runs }: Group, rest: NonNullable<Step['rest']>): Promise<void> {
  const { ctx } = batch;
  const now = ctx.now();
  let wakeAt: Date;
  try {
    wakeAt = rest.until(storedValues(step.form, node), now);
  } catch (error) {
    return park(ctx, plan, runs, words(String(error), String(error)));
  }
  batch.tally.visited(plan, node.key, runs.length);
  await moveRuns(ctx, runs, { node: node.key, wakeAt, since: rest.told ? now : null });
}

/** Send sets on their way: to the next node in this same batch, or out. */
async function goOn(batch: Batch, { plan, node, depth }: Group, moves: readonly Move<Run>[]): Promise<void> {
  for (const move of moves) {
    const { runs } = move;
    if (runs.length === 0) continue;
    batch.tally.wentOn(plan, node.key, runs.length);
    if ('leaves' in move) {
      await end(batch.ctx, plan, runs, 'exited', move.leaves);
      continue;
    }
    const next = node.ways[move.way] ?? null;
    if (next === null) {
      await end(batch.ctx, plan, runs, 'completed', words('走完全部步骤', 'Went all the way'));
      continue;
    }
    const arrived = runs.map((run) => ({ ...run, node: next, visit: run.visit + 1, way: null }));
    await open(batch, plan, next, arrived, depth + 1, false);
  }
}

async function end(
  ctx: Ctx,
  plan: Plan,
  runs: readonly Run[],
  state: 'completed' | 'converted' | 'exited',
  outcome: Words,
): Promise<void> {
  const ended = await endRuns(
    ctx,
    runs.map((r) => r.id),
    state,
    outcome,
  );
  announceEnded(ctx, plan, ended, state, outcome);
}

/** Set aside what cannot go on; the rest of the batch does. */
async function park(ctx: Ctx, plan: Plan, runs: readonly Run[], why: Words): Promise<void> {
  await endRuns(
    ctx,
    runs.map((r) => r.id),
    'parked',
    words(`第 ${plan.version} 版：${why.zh}`, `Version ${plan.version}: ${why.en}`),
  );
}

function groupByNode(plans: readonly Plan[], runs: readonly Run[]): [Plan, string, Run[]][] {
  const groups = new Map<string, [Plan, string, Run[]]>();
  for (const run of runs) {
    const id = `${run.journeyNo} ${run.version} ${run.node}`;
    const group = groups.get(id);
    if (group) {
      group[2].push(run);
      continue;
    }
    const plan = plans.find((p) => p.journeyNo === run.journeyNo && p.version === run.version);
    if (plan) groups.set(id, [plan, run.node, [run]]);
  }
  return [...groups.values()];
}
