import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { assign, type Split } from './assignment/assign.ts';
import { experimentExposed } from './events.ts';
import { armsOf, type ExperimentArm, splitOf } from './experiment.ts';
import { readOf, readRunning, setGone } from './queries.ts';
import type { SubjectKind } from './subject.ts';

/** An experiment as whoever shows its arms keeps it in memory: it does not change while it runs. */
export type Running = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly split: Split;
  readonly arms: readonly ExperimentArm[];
  /** What it is about, as it was when it began. */
  readonly stands: Draft;
};

/** `seen`: it was on her screen. */
export type HerArm = { readonly arm: number; readonly seen: boolean };

type Her = { readonly memberId: string; readonly personNo: number };

/** By what each is about. */
async function all(ctx: Ctx, kind: SubjectKind): Promise<ReadonlyMap<string, Running>> {
  const rows = await readRunning(ctx, kind);
  return new Map(
    rows.map((row) => [
      row.subjectId,
      {
        ...{ no: row.no, id: row.id, name: row.name },
        split: splitOf(row),
        arms: armsOf(row),
        stands: row.stands ?? {},
      },
    ]),
  );
}

/** What runs on things whose ids begin so, or is to. */
async function on(ctx: Ctx, kind: SubjectKind, begins: string) {
  const rows = await readOf(ctx, kind, begins);
  return rows.map(({ id, name, state, subjectId, stands }) => ({ id, name, state, subjectId, stands }));
}

/** What these things were is there no more, so what runs on them has ended. */
async function endOn(ctx: Ctx, kind: SubjectKind, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await setGone(ctx, kind, ids);
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

type Exposure = {
  readonly arm: number;
  /** What she saw it on. */
  readonly about: Words;
};

/** An arm is on her screen. The first time is told; she is compared from then on. Testers see theirs and are compared with nobody. */
async function expose(
  ctx: Ctx,
  her: Her & { readonly tester: boolean },
  experiment: Running,
  { arm, about }: Exposure,
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
      about,
      because: { kind: 'experiment', id: experiment.id, label: whyIn(experiment, shown) },
    },
  });
}

/** Nobody chose it for her. */
function whyIn({ split: { coverage, namespace } }: Running, { share }: ExperimentArm): Words {
  const percent = (part: number) => `${Math.round(part * 1000) / 10}%`;
  const covered = namespace === null ? coverage : namespace[2] - namespace[1];
  return covered >= 1
    ? words(`随机分到，这一版占 ${percent(share)}`, `drawn at random; this arm has ${percent(share)}`)
    : words(
        `随机分到，${percent(covered)} 的人参加，其中这一版占 ${percent(share)}`,
        `drawn at random: ${percent(covered)} of people are in it, of whom this arm has ${percent(share)}`,
      );
}

/** Values as an arm has them, where a version says only what it changes. */
function patched<Values extends object>(values: Values, version: Draft | null | undefined): Values {
  if (!version) return values;
  const set = Object.fromEntries(Object.entries(version).filter(([, value]) => value !== null));
  return { ...values, ...set };
}

export const running = { all, on, endOn, armsFor, expose, patched };
