import type { Words } from '@huoshui/contracts/words';
import type { rehearsalState, rehearsalStep } from '@huoshui/contracts/words/rehearsals';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Result } from './outcome.ts';
import type { Assumptions } from './personas/fit.ts';

export type State = keyof typeof rehearsalState;
export type Step = keyof typeof rehearsalStep;
export type Failure = { readonly code: string; readonly text: Words };

export type RehearsalRow = {
  readonly no: number;
  readonly id: string;
  readonly journeyId: string | null;
  readonly playbook: string | null;
  readonly values: Readonly<Record<string, unknown>> | null;
  readonly name: Words;
  readonly version: number | null;
  readonly saves: number | null;
  readonly digest: string | null;
  readonly weeks: number;
  readonly shoppers: number;
  readonly seed: number;
  readonly opens: number | null;
  readonly response: number | null;
  readonly assumptions: Assumptions | null;
  readonly state: State;
  readonly step: Step;
  readonly done: number;
  readonly failure: Failure | null;
  readonly result: Result | null;
  readonly operatorName: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

const COLUMNS =
  sql.raw(`no, id, journey_id, playbook, values, name, version, saves, digest, weeks, shoppers, seed, opens, response,
  assumptions, state, step, done, failure, result, operator_name, created_at, finished_at`);

export type NewRehearsal = Pick<
  RehearsalRow,
  | 'id'
  | 'journeyId'
  | 'playbook'
  | 'values'
  | 'name'
  | 'version'
  | 'saves'
  | 'digest'
  | 'weeks'
  | 'shoppers'
  | 'seed'
  | 'opens'
  | 'response'
  | 'operatorName'
> & { readonly operatorId: string };

export async function insertRehearsal(ctx: Ctx, made: NewRehearsal): Promise<void> {
  await sql`
    insert into rehearsals.rehearsal (id, journey_id, playbook, values, name, version, saves, digest, weeks, shoppers, seed, opens, response,
      operator_id, operator_name, created_at)
    values (${made.id}, ${made.journeyId}, ${made.playbook}, ${made.values && JSON.stringify(made.values)}::jsonb, ${JSON.stringify(made.name)}::jsonb,
      ${made.version}, ${made.saves}, ${made.digest}, ${made.weeks}, ${made.shoppers}, ${made.seed}, ${made.opens}, ${made.response},
      ${made.operatorId}, ${made.operatorName}, ${ctx.now()})
  `.execute(ctx.db);
}

export async function findRehearsal(ctx: Ctx, id: string): Promise<RehearsalRow | undefined> {
  const { rows } = await sql<RehearsalRow>`select ${COLUMNS} from rehearsals.rehearsal where id = ${id}`.execute(
    ctx.db,
  );
  return rows[0];
}

export type Filter = {
  readonly journeyId: string | null;
  readonly playbook: string | null;
  readonly state: State | null;
  readonly q: string | null;
};

export function matching({ journeyId, playbook, state, q }: Filter) {
  return sql`(${journeyId}::text is null or journey_id = ${journeyId}) and (${playbook}::text is null or playbook = ${playbook})
    and (${state}::text is null or state = ${state}) and (${q}::text is null or position(lower(${q}::text) in lower(name::text)) > 0)`;
}

export async function listRehearsalRows(
  ctx: Ctx,
  { filter, before, limit }: { filter: Filter; before: number | null; limit: number },
): Promise<RehearsalRow[]> {
  const { rows } = await sql<RehearsalRow>`
    select ${COLUMNS} from rehearsals.rehearsal
    where ${matching(filter)} and (${before}::bigint is null or no < ${before}) order by no desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countWaiting(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from rehearsals.rehearsal where state in ('queued', 'running')
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** Call it off wherever it stands; false where it is over. Who plays it notices at its next beat. */
export async function cancel(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update rehearsals.rehearsal set state = 'cancelled', claim = null, finished_at = ${ctx.now()}
    where id = ${id} and state in ('queued', 'running') returning id
  `.execute(ctx.db);
  return rows.length > 0;
}
