import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readBranches } from '../catalog/index.ts';
import { cancelMessages } from '../messaging/index.ts';
import { announceEnded, endRuns } from './end-runs.ts';
import { exitsOf } from './exit-rule.ts';
import { byPerson, type Heard } from './heard.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';
import { orderOf } from './order-of.ts';
import type { Move, Plan, Run, RunContext } from './run.ts';
import { runPrefix } from './run.ts';
import { exitSentences } from './sentence.ts';
import { askedValues, storedValues } from './stored.ts';

/** A run that is over may have a message in the queue that waits for the morning, or for a cap: no longer than this. */
const LINGERS_MS = 2 * DAY_MS;

type Candidate = {
  readonly runId: number;
  readonly personNo: number;
  readonly journeyNo: number;
  readonly version: number;
  readonly enteredAt: Date;
  readonly runKey: string;
  readonly context: RunContext;
};

/**
 * End the runs that a fact of these ends by an exit rule of the version they follow, in both arms alike; what such a run, or
 * one that was over lately, has waiting to be sent is taken back. Only what happened after she came in counts.
 */
export async function leaveByFacts(
  ctx: Ctx,
  kit: Kit,
  plans: readonly Plan[],
  facts: readonly Heard[],
  cameWith: ReadonlyMap<number, number>,
): Promise<void> {
  const ruled = plans.flatMap((plan) => {
    const rules = exitsOf(kit, plan.definition).map(({ rule, piece }, n) => ({ rule, n, piece }));
    return rules.some(({ rule }) => rule.ends) ? [{ plan, rules }] : [];
  });
  const types = new Set(ruled.flatMap(({ rules }) => rules.flatMap(({ rule }) => rule.on.map(({ type }) => type))));
  const news = byPerson(facts.filter(({ type }) => types.has(type)));
  if (news.size === 0) return;
  const candidates = await findCandidates(ctx, [...new Set(ruled.map(({ plan }) => plan.journeyNo))], [...news.keys()]);
  const branches = await readBranches(ctx);
  for (const { plan, rules } of ruled) {
    const here = candidates.filter((run) => run.journeyNo === plan.journeyNo && run.version === plan.version);
    for (const { rule, n, piece } of rules) {
      if (!rule.ends || here.length === 0) continue;
      const values = askedValues(rule.form, piece, branches);
      const heard = new Set(rule.on.map(({ type }) => type));
      const leaving = here.filter((run) => {
        const about = { id: run.runId, ...orderOf(plan, run) };
        return news
          .get(run.personNo)
          ?.some(
            (told) =>
              heard.has(told.type) &&
              told.occurredAt > run.enteredAt &&
              told.place > (cameWith.get(run.runId) ?? -1) &&
              rule.ends?.(values, told, about),
          );
      });
      if (leaving.length > 0)
        await leave(
          ctx,
          plan,
          leaving.map(({ runId }) => runId),
          await outcomeOf(ctx, kit, plan, n),
        );
    }
  }
}

async function findCandidates(
  ctx: Ctx,
  journeyNos: readonly number[],
  personNos: readonly number[],
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select i.run_id, i.person_no, r.journey_no, r.version, i.entered_at, i.run_key, i.context
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.journey_no = any(${[...journeyNos]}::int[]) and i.person_no = any(${[...personNos]}::int[])
      and i.left_at is null and (i.ended_at is null or i.ended_at > ${new Date(ctx.now().getTime() - LINGERS_MS)})
    order by i.run_id
  `.execute(ctx.db);
  return rows;
}

/**
 * Of those who stand before a step that does or decides something, who leaves because an exit rule holds for her now: each
 * with how her run says it. One question for all of them, a rule.
 */
export async function leaveByWhatHolds(
  ctx: Ctx,
  kit: Kit,
  plan: Plan,
  runs: readonly Run[],
): Promise<readonly Move<Run>[]> {
  const moves: { readonly runs: readonly Run[]; readonly leaves: Words }[] = [];
  let staying = runs;
  for (const [n, { rule, piece }] of exitsOf(kit, plan.definition).entries()) {
    if (!rule.holds || staying.length === 0) continue;
    const persons = [...new Set(staying.map(({ personNo }) => personNo))];
    const held = await rule.holds(ctx, storedValues(rule.form, piece), persons);
    const leaving = staying.filter(({ personNo }) => held.has(personNo));
    if (leaving.length === 0) continue;
    staying = staying.filter(({ personNo }) => !held.has(personNo));
    await takeBack(
      ctx,
      leaving.map(({ id }) => id),
    );
    moves.push({ runs: leaving, leaves: await outcomeOf(ctx, kit, plan, n) });
  }
  return moves;
}

async function leave(ctx: Ctx, plan: Plan, runIds: readonly number[], outcome: Words): Promise<void> {
  const held = await takeBack(ctx, runIds);
  const ended = await endRuns(ctx, runIds, 'exited', outcome);
  announceEnded(
    ctx,
    plan,
    ended.filter(({ runId }) => !held.has(runId)),
    'exited',
    outcome,
  );
}

/** What these runs have waiting to be sent is not sent any more. Answers which of them nobody has let in yet. */
async function takeBack(ctx: Ctx, runIds: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ runId: number; held: boolean }>`
    update journeys.run_info set left_at = ${ctx.now()}
    where run_id = any(${[...runIds]}::bigint[]) and left_at is null returning run_id, held
  `.execute(ctx.db);
  await cancelMessages(ctx, runIds.map(runPrefix), 'exited');
  return new Set(rows.flatMap(({ runId, held }) => (held ? [runId] : [])));
}

async function outcomeOf(ctx: Ctx, kit: Kit, plan: Plan, n: number): Promise<Words> {
  const said = exitSentences(kit, plan.definition, await readNames(ctx, kit, plan.definition))[n];
  return words(`按退出规则离开：${said?.zh ?? ''}`, `An exit rule: ${said?.en ?? ''}`);
}
