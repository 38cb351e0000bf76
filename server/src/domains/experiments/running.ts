import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { assign, type Split } from './assignment/assign.ts';
import { experimentExposed } from './events.ts';
import { armsOf, type ExperimentArm, splitOf } from './experiment.ts';
import { readRunning } from './queries.ts';
import type { Patch } from './target.ts';

/** An experiment as whoever shows its arms keeps it in memory: it does not change while it runs. */
export type Running = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly split: Split;
  readonly arms: readonly ExperimentArm[];
};

/** `seen`: it was on her screen. */
export type HerArm = { readonly arm: number; readonly seen: boolean };

type Her = { readonly memberId: string; readonly personNo: number };

/** By what each is about. */
async function all(ctx: Ctx): Promise<ReadonlyMap<string, Running>> {
  const rows = await readRunning(ctx);
  return new Map(
    rows.map((row) => [
      row.placementId,
      { no: row.no, id: row.id, name: row.name, split: splitOf(row), arms: armsOf(row.values) },
    ]),
  );
}

/**
 * Her arms of these, by the experiment's number: the one that she saw, or is going to see; null where she is in none. What she saw goes
 * before what is drawn: merged from two people, she keeps one of theirs.
 */
async function armsFor(
  ctx: Ctx,
  { memberId, personNo }: Her,
  experiments: readonly Running[],
): Promise<ReadonlyMap<number, HerArm | null>> {
  if (experiments.length === 0) return new Map();
  const { rows } = await sql<{ no: number; arm: number }>`
    select experiment_no as no, arm from experiments.exposure
    where person_no = ${personNo} and experiment_no = any(${experiments.map(({ no }) => no)}::int[])
  `.execute(ctx.db);
  const seen = new Map(rows.map(({ no, arm }) => [no, arm]));
  return new Map(
    experiments.map(({ no, split }): [number, HerArm | null] => {
      const kept = seen.get(no);
      if (kept !== undefined) return [no, { arm: kept, seen: true }];
      const drawn = assign(split, memberId);
      return [no, drawn === null ? null : { arm: drawn, seen: false }];
    }),
  );
}

/** An arm is on her screen. The first time is told; she is compared from then on. Testers see theirs and are compared with nobody. */
async function expose(
  ctx: Ctx,
  her: Her & { readonly tester: boolean },
  experiment: Running,
  arm: number,
): Promise<void> {
  const { rows } = await sql`
    insert into experiments.exposure (experiment_no, person_no, arm, tester, at)
    values (${experiment.no}, ${her.personNo}, ${arm}, ${her.tester}, ${ctx.now()}) on conflict do nothing returning arm
  `.execute(ctx.db);
  const shown = experiment.arms[arm];
  if (rows.length === 0 || her.tester || shown === undefined) return;
  ctx.emit(experimentExposed, {
    personNo: her.personNo,
    payload: {
      memberId: her.memberId,
      experimentId: experiment.id,
      name: experiment.name,
      arm,
      armName: shown.name,
    },
  });
}

/** Values as an arm has them. */
function patched<Values extends Patch>(values: Values, patch: Patch | null | undefined): Values {
  if (!patch) return values;
  const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
  return { ...values, ...set };
}

export const running = { all, armsFor, expose, patched };
