import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { stagesOf } from '../../audiences/index.ts';
import { usedGrantKeys } from '../../benefits/index.ts';
import { membersWithTag, orderCounts } from '../../members/index.ts';
import { openedKeys } from '../../messaging/index.ts';
import type { NodeOf } from '../definition.ts';
import { readInfos } from '../queries.ts';
import { type Move, type Plan, type Run, runPrefix } from '../run.ts';

type Condition = NodeOf<'condition'>['condition'];

/** Ask a question of everyone at once and part them by the answer. */
export async function askCondition(
  ctx: Ctx,
  _plan: Plan,
  node: NodeOf<'condition'>,
  runs: readonly Run[],
): Promise<readonly Move[]> {
  const yes = await whoSaysYes(ctx, node.condition, runs);
  return [
    { runs: runs.filter((r) => yes.has(r.id)), next: node.yes },
    { runs: runs.filter((r) => !yes.has(r.id)), next: node.no },
  ];
}

async function whoSaysYes(ctx: Ctx, condition: Condition, runs: readonly Run[]): Promise<Set<number>> {
  const pick = (test: (run: Run) => boolean) => new Set(runs.filter(test).map((r) => r.id));
  switch (condition.kind) {
    case 'paid_orders': {
      const counts = condition.sinceEntry
        ? await ordersSinceEntry(ctx, runs)
        : await orderCounts(
            ctx,
            runs.map((r) => r.personNo),
          );
      const countOf = (run: Run) => counts.get(condition.sinceEntry ? run.id : run.personNo) ?? 0;
      return pick((run) => countOf(run) >= condition.atLeast);
    }
    case 'stage_in': {
      const stages = await stagesOf(
        ctx,
        runs.map((r) => r.personNo),
      );
      return pick((run) => condition.stages.includes(stages.get(run.personNo) ?? 'none'));
    }
    case 'has_tag': {
      const infos = await readInfos(
        ctx,
        runs.map((r) => r.id),
      );
      const tagged = await membersWithTag(
        ctx,
        [...infos.values()].map((i) => i.memberId),
        condition.tag,
      );
      return pick((run) => tagged.has(infos.get(run.id)?.memberId ?? ''));
    }
    case 'opened_message':
      return pick(await anyKeyOf(runs, condition.node, async (keys) => openedKeys(ctx, keys)));
    case 'used_benefit':
      return pick(await anyKeyOf(runs, condition.node, async (keys) => usedGrantKeys(ctx, keys)));
  }
}

async function ordersSinceEntry(ctx: Ctx, runs: readonly Run[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ runId: number; count: number }>`
    select run_id, count(*) as count from journeys.run_order where run_id = any(${runs.map((r) => r.id)}::bigint[]) group by 1
  `.execute(ctx.db);
  return new Map(rows.map((r) => [r.runId, r.count]));
}

/** Something a run asked for at a node on any of its visits so far. */
async function anyKeyOf(runs: readonly Run[], node: string, find: (keys: string[]) => Promise<Set<string>>) {
  const keysOf = (run: Run) =>
    Array.from({ length: run.visit + 1 }, (_, visit) => `${runPrefix(run.id)}${node}:${visit}`);
  const found = await find(runs.flatMap(keysOf));
  return (run: Run) => keysOf(run).some((key) => found.has(key));
}
