import type { Words } from '@huoshui/contracts/words';
import type { batchKind, batchState } from '@huoshui/contracts/words/members';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BatchOutcome } from './batch-act.ts';
import { personsOf, type Who } from './who.ts';

export type BatchRow = {
  readonly id: string;
  readonly kind: keyof typeof batchKind;
  readonly what: Readonly<Record<string, string>>;
  readonly title: Words;
  readonly reason: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly state: keyof typeof batchState;
  readonly total: number;
  readonly done: number;
  readonly nextPart: number;
  readonly tries: number;
  readonly holdout: number;
  readonly comparedUntil: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

const COLUMNS =
  sql.raw(`id, kind, what, title, reason, operator_id, operator_name, state, total, done, next_part, tries,
  holdout, compared_until, created_at, finished_at`);

export type NewBatch = Pick<
  BatchRow,
  'id' | 'kind' | 'what' | 'title' | 'reason' | 'operatorId' | 'operatorName' | 'holdout' | 'comparedUntil'
>;

/** Members a part: a part is a transaction, and takes a second or so: nobody waits long for a coupon or a member that it holds. */
const A_PART = 10_000;

/**
 * Write down whom a batch is for, by one statement; answers how many they are. Who is held out is drawn of the batch and the
 * person: nobody is held out for good, and drawing anew would draw the same. Testers never are.
 */
export async function insertBatch(ctx: Ctx, made: NewBatch, who: Who): Promise<number> {
  await sql`
    insert into members.batch (id, kind, what, title, reason, operator_id, operator_name, total, holdout, compared_until, beat_at,
      created_at)
    values (${made.id}, ${made.kind}, ${JSON.stringify(made.what)}::jsonb, ${JSON.stringify(made.title)}::jsonb,
      ${made.reason}, ${made.operatorId}, ${made.operatorName}, 0, ${made.holdout}, ${made.comparedUntil},
      ${ctx.now()}, ${ctx.now()})
  `.execute(ctx.db);
  const { rows } = await sql<{ total: number }>`
    with parts as (
      insert into members.batch_part (batch_id, nth, persons, held)
      select ${made.id}, place / ${A_PART}, array_agg(person_no order by person_no),
        coalesce(array_agg(person_no order by person_no) filter (
          where ${isHeldOut(made)} and person_no not in (select person_no from members.member where tester)
        ), '{}')
      from (select person_no, (row_number() over (order by person_no) - 1)::int as place from ${personsOf(ctx, who)}) as placed
      group by 2 returning cardinality(persons) as persons
    )
    select coalesce(sum(persons), 0)::int as total from parts
  `.execute(ctx.db);
  const total = rows[0]?.total ?? 0;
  await sql`update members.batch set total = ${total} where id = ${made.id}`.execute(ctx.db);
  return total;
}

function isHeldOut({ id, holdout }: NewBatch): RawBuilder<boolean> {
  return sql<boolean>`((hashtextextended(${id} || ':' || person_no, 0) % 100) + 100) % 100 < ${holdout}`;
}

export async function findBatch(ctx: Ctx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select ${COLUMNS} from members.batch where id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function listBatchRows(
  ctx: Ctx,
  {
    couponId,
    before,
    limit,
  }: {
    readonly couponId: string | null;
    readonly before: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select ${COLUMNS} from members.batch
    where ${gave(couponId)} and ${before === null ? sql`true` : sql`(created_at, id) < (${before.at}::timestamptz, ${before.id}::text)`}
    order by created_at desc, id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

/** Of a batch: whether it gave that coupon, where one is asked for. */
export function gave(couponId: string | null): RawBuilder<boolean> {
  return couponId === null
    ? sql<boolean>`true`
    : sql<boolean>`(kind = 'coupon' and what ->> 'templateId' = ${couponId})`;
}

/** How many each batch ended for in which way. */
export async function countOutcomes(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ batchId: string; outcome: BatchOutcome; members: number }[]> {
  const { rows } = await sql<{ batchId: string; outcome: BatchOutcome; members: number }>`
    select batch_id, outcome, sum(cardinality(persons))::int as members from members.batch_outcome
    where batch_id = any(${[...ids]}::text[]) group by 1, 2 order by 3 desc, 2
  `.execute(ctx.db);
  return rows;
}

/** A running batch, held until the end of the transaction; undefined when it does not run. */
export async function holdRunning(ctx: Ctx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    select ${COLUMNS} from members.batch where id = ${id} and state = 'running' for update
  `.execute(ctx.db);
  return rows[0];
}

/** Those of a part, and who of them is held out. */
export type Part = { readonly persons: readonly number[]; readonly held: readonly number[] };

export async function partOf(ctx: Ctx, id: string, nth: number): Promise<Part | undefined> {
  const { rows } = await sql<Part>`
    select persons, held from members.batch_part where batch_id = ${id} and nth = ${nth}
  `.execute(ctx.db);
  return rows[0];
}

/** Write down what became of a part, and stand at the next one. */
export async function passPart(
  ctx: Ctx,
  { id, nextPart }: BatchRow,
  outcomes: ReadonlyMap<number, BatchOutcome>,
): Promise<void> {
  await sql`
    with told as (
      insert into members.batch_outcome (batch_id, nth, outcome, persons)
      select ${id}, ${nextPart}, outcome, array_agg(person_no order by person_no)
      from unnest(${[...outcomes.keys()]}::int[], ${[...outcomes.values()]}::text[]) as given (person_no, outcome)
      group by outcome
    )
    update members.batch set next_part = ${nextPart + 1}, done = done + ${outcomes.size}, tries = 0, beat_at = ${ctx.now()}
    where id = ${id}
  `.execute(ctx.db);
}

/** Count a try of a running batch; undefined when it does not run. */
export async function takeUp(ctx: Ctx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    update members.batch set tries = tries + 1, beat_at = ${ctx.now()} where id = ${id} and state = 'running'
    returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

/** To another state, if it is in one of these. */
export async function moveBatch(
  ctx: Ctx,
  id: string,
  from: readonly BatchRow['state'][],
  to: BatchRow['state'],
): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    update members.batch set state = ${to}, tries = 0, beat_at = ${ctx.now()},
      finished_at = ${to === 'running' ? null : ctx.now()}
    where id = ${id} and state = any(${[...from]}::text[]) returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

/** Running batches that nobody has taken further since `before`; taken note of, so that each is found once. */
export async function takeStale(ctx: Ctx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update members.batch set beat_at = ${ctx.now()} where state = 'running' and beat_at < ${before} returning id
  `.execute(ctx.db);
  return rows.map((row) => row.id);
}
