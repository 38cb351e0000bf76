import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { trySaved } from '../../platform/savepoint.ts';
import { sweep } from '../../platform/sweeps.ts';
import { type Node, nodeOf } from './definition.ts';
import { journeyEnded } from './events.ts';
import { countNodes, endRuns, moveRuns, type NodeTally, nextWake, readPlans, takeDue } from './queries.ts';
import type { Move, Plan, Run } from './run.ts';
import { steps } from './steps/index.ts';
import { wakeTime } from './steps/wait.ts';

const BATCH = 5000;
/** A definition is checked for loops without a wait; this stops one that slipped through all the same. */
const MOST_NODES_AT_ONCE = 200;

/**
 * Advance everyone who is due, as sets: the due runs of a batch are grouped by node, each group goes through its node by a
 * few statements, whatever its size, on to the next, until all wait, end or are parked. One transaction a batch.
 */
export const advanceRuns = sweep({
  name: 'journeys.advance',
  due: nextWake,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const due = await takeDue(ctx, BATCH);
      if (due.length > 0) await advance(ctx, due);
      return due.length;
    }),
});

type Group = { readonly plan: Plan; readonly node: Node; readonly runs: readonly Run[]; readonly depth: number };

async function advance(ctx: Ctx, due: readonly Run[]): Promise<void> {
  const plans = await readPlans(ctx, [...new Set(due.map((r) => r.journeyNo))]);
  const tally = createTally();
  const open: Group[] = [];
  for (const [plan, key, runs] of groupByNode(plans, due)) {
    const node = nodeOf(plan.definition, key);
    if (!node) await park(ctx, plan, runs, `版本 ${plan.version} 里没有节点 ${key}`);
    // At a wait the time is over; at any other node she has just come to it.
    else if (isWait(node)) await goOn(ctx, plan, [{ runs, next: node.next }], 0, node, tally, open);
    else open.push({ plan, node, runs, depth: 0 });
  }
  for (let group = open.pop(); group; group = open.pop()) await runGroup(ctx, group, tally, open);
  await countNodes(ctx, tally.all());
}

/** One node for one set of persons. When it fails, the set is halved until the one it fails for is found and parked. */
async function runGroup(ctx: Ctx, group: Group, tally: Tally, open: Group[]): Promise<void> {
  const { plan, node, runs, depth } = group;
  if (depth > MOST_NODES_AT_ONCE) return park(ctx, plan, runs, '一次经过的节点太多，可能是没有等待的循环');
  let moves: readonly Move[] = [];
  const error = await trySaved(ctx, async () => {
    moves = await steps[node.kind](ctx, plan, node, runs);
  });
  if (!error) {
    tally.visited(plan, node.key, runs.length);
    return goOn(ctx, plan, moves, depth, node, tally, open);
  }
  ctx.log.error({ err: error, journey: plan.journeyId, node: node.key, runs: runs.length }, 'journey step failed');
  if (runs.length === 1) return park(ctx, plan, runs, error.message);
  const middle = Math.ceil(runs.length / 2);
  open.push({ ...group, runs: runs.slice(0, middle) }, { ...group, runs: runs.slice(middle) });
}

/** Send sets on their way: into a wait, to the next node in this same batch, or out. */
async function goOn(
  ctx: Ctx,
  plan: Plan,
  moves: readonly Move[],
  depth: number,
  from: Node,
  tally: Tally,
  open: Group[],
): Promise<void> {
  for (const { runs, next } of moves) {
    if (runs.length === 0) continue;
    tally.wentOn(plan, from.key, runs.length);
    const node = next === null ? undefined : nodeOf(plan.definition, next);
    if (!node) {
      await end(
        ctx,
        plan,
        runs,
        from.kind === 'exit' ? 'exited' : 'completed',
        from.kind === 'exit' ? '按流程离开' : '走完全部步骤',
      );
      continue;
    }
    const arrived = runs.map((run) => ({ ...run, node: node.key, visit: run.visit + 1 }));
    if (isWait(node)) {
      tally.visited(plan, node.key, runs.length);
      await moveRuns(ctx, arrived, node.key, wakeTime(node, ctx.now()));
    } else open.push({ plan, node, runs: arrived, depth: depth + 1 });
  }
}

async function end(
  ctx: Ctx,
  plan: Plan,
  runs: readonly Run[],
  state: 'completed' | 'exited',
  outcome: string,
): Promise<void> {
  const ended = await endRuns(
    ctx,
    runs.map((r) => r.id),
    state,
    outcome,
  );
  for (const one of ended)
    ctx.emit(journeyEnded, {
      personNo: one.personNo,
      payload: {
        memberId: one.memberId,
        journeyId: plan.journeyId,
        journeyName: plan.name,
        runId: one.runId,
        arm: one.treated ? 'treated' : 'holdout',
        state,
        outcome,
      },
    });
}

/** Set aside what cannot go on; the rest of the batch does. */
async function park(ctx: Ctx, plan: Plan, runs: readonly Run[], why: string): Promise<void> {
  await endRuns(
    ctx,
    runs.map((r) => r.id),
    'parked',
    `第 ${plan.version} 版：${why}`,
  );
}

function isWait(node: Node): node is Extract<Node, { kind: 'wait' | 'wait_until' }> {
  return node.kind === 'wait' || node.kind === 'wait_until';
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

type Tally = ReturnType<typeof createTally>;

/** Counts of one batch, written once at its end. */
function createTally() {
  const rows = new Map<string, NodeTally>();
  const row = ({ journeyNo, version }: Plan, node: string): NodeTally => {
    const id = `${journeyNo} ${version} ${node}`;
    const found = rows.get(id) ?? { journeyNo, version, node, visited: 0, wentOn: 0 };
    rows.set(id, found);
    return found;
  };
  return {
    visited(plan: Plan, node: string, count: number) {
      row(plan, node).visited += count;
    },
    wentOn(plan: Plan, node: string, count: number) {
      row(plan, node).wentOn += count;
    },
    all: () => [...rows.values()],
  };
}
