import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { ImportRow, Sheet } from './import.ts';
import type { Mapping } from './mapping.ts';
import type { Problem } from './row.ts';

const COLUMNS =
  sql.raw(`id, file_name, sheets, sheet, path, encoding, bytes, state, dry_run, mapping, rows, done_rows, members, orders,
  products, updated, left_out, errors, failure, tries, created_at, finished_at`);

export type NewImport = Pick<
  ImportRow,
  'id' | 'fileName' | 'sheets' | 'sheet' | 'path' | 'encoding' | 'bytes' | 'rows'
>;

export async function insertImport(ctx: Ctx, made: NewImport): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    insert into imports.import (id, file_name, sheets, sheet, path, encoding, bytes, rows, created_at)
    values (${made.id}, ${made.fileName}, ${JSON.stringify(made.sheets)}::jsonb, ${made.sheet}, ${made.path}, ${made.encoding}, ${made.bytes}, ${made.rows}, ${ctx.now()})
    returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

export async function findImport(ctx: Ctx, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${COLUMNS} from imports.import where id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function listImportRows(
  ctx: Ctx,
  filter: { readonly q: string; readonly before: { at: Date; id: string } | null; readonly limit: number },
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${COLUMNS} from imports.import
    where position(lower(${filter.q}) in lower(file_name)) > 0
      and (${filter.before?.at ?? null}::timestamptz is null
        or (created_at, id) < (${filter.before?.at ?? null}::timestamptz, ${filter.before?.id ?? null}::text))
    order by created_at desc, id desc limit ${filter.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countImports(ctx: Ctx, q: string): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from imports.import where position(lower(${q}) in lower(file_name)) > 0`);
}

/** Begin anew with another sheet, where nothing was brought in yet and nothing runs; what a dry run said is forgotten. */
export async function turnToSheet(
  ctx: Ctx,
  id: string,
  { name, path, bytes, rows: count }: Sheet,
): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    with turned as (
      update imports.import set sheet = ${name}, path = ${path}, encoding = 'utf-8', bytes = ${bytes}, rows = ${count}, state = 'uploaded',
        mapping = null, dry_run = false, done_rows = 0, members = 0, orders = 0, products = 0, updated = 0, left_out = 0, errors = 0,
        failure = null, tries = 0, finished_at = null
      where id = ${id} and state <> 'running' and (state = 'uploaded' or dry_run)
      returning ${COLUMNS}
    ), forgotten as (
      delete from imports.row_error where import_id in (select id from turned)
    )
    select * from turned
  `.execute(ctx.db);
  return rows[0];
}

/** Set an import going from its first row, unless it is going; what an earlier run said of its rows is forgotten. */
export async function restart(
  ctx: Ctx,
  id: string,
  how: { mapping: Mapping; dryRun: boolean },
): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    with forgotten as (
      delete from imports.row_error where import_id = (select id from imports.import where id = ${id} and state <> 'running')
    )
    update imports.import set state = 'running', mapping = ${JSON.stringify(how.mapping)}::jsonb, dry_run = ${how.dryRun},
      done_rows = 0, members = 0, orders = 0, products = 0, updated = 0, left_out = 0, errors = 0, failure = null, tries = 0, beat_at = ${ctx.now()}, finished_at = null
    where id = ${id} and state <> 'running'
    returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

/** Take a running import up; counts the try. Undefined when it does not run. */
export async function takeUp(ctx: Ctx, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    update imports.import set tries = tries + 1, beat_at = ${ctx.now()} where id = ${id} and state = 'running'
    returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

/** Take a dry run back to its start: what it had seen was in memory. */
export async function rewind(ctx: Ctx, id: string): Promise<void> {
  await sql`
    with forgotten as (delete from imports.row_error where import_id = ${id})
    update imports.import set done_rows = 0, members = 0, orders = 0, products = 0, updated = 0, left_out = 0, errors = 0 where id = ${id} and state = 'running'
  `.execute(ctx.db);
}

/** Lock an import at the row where we left it; false when another worker has taken it further. */
export async function lockAt(ctx: Ctx, id: string, doneRows: number): Promise<boolean> {
  const { rows } = await sql`
    select from imports.import where id = ${id} and state = 'running' and done_rows = ${doneRows} for update
  `.execute(ctx.db);
  return rows.length === 1;
}

export type Progress = {
  readonly rows: number;
  readonly members: number;
  readonly orders: number;
  readonly products: number;
  readonly updated: number;
  readonly leftOut: number;
  readonly errors: number;
};

export async function addProgress(ctx: Ctx, id: string, more: Progress): Promise<void> {
  await sql`
    update imports.import set done_rows = done_rows + ${more.rows}, rows = greatest(rows, done_rows + ${more.rows}),
      members = members + ${more.members}, orders = orders + ${more.orders}, products = products + ${more.products},
      updated = updated + ${more.updated}, left_out = left_out + ${more.leftOut}, errors = errors + ${more.errors},
      tries = 0, beat_at = ${ctx.now()}
    where id = ${id}
  `.execute(ctx.db);
}

export async function finish(ctx: Ctx, id: string, failure: Words | null): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    update imports.import set state = ${failure === null ? 'done' : 'failed'}, failure = ${asJson(failure)}::jsonb,
      rows = case when ${failure === null} then done_rows else rows end, finished_at = ${ctx.now()}
    where id = ${id} and state = 'running'
    returning ${COLUMNS}
  `.execute(ctx.db);
  return rows[0];
}

/** Running imports that nobody has taken further since `before`; taken note of, so that each is found once. */
export async function takeStale(ctx: Ctx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update imports.import set beat_at = ${ctx.now()} where state = 'running' and beat_at < ${before} returning id
  `.execute(ctx.db);
  return rows.map((row) => row.id);
}

export type RowError = { readonly row: number; readonly nth: number } & Omit<Problem, 'row'>;

export async function insertErrors(ctx: Ctx, id: string, problems: readonly Problem[]): Promise<void> {
  const nths = new Map<number, number>();
  const given = problems.map((problem) => {
    const nth = nths.get(problem.row) ?? 0;
    nths.set(problem.row, nth + 1);
    return { ...problem, nth };
  });
  await sql`
    insert into imports.row_error (import_id, row, nth, column_name, message, text)
    select ${id}, * from unnest(${given.map((g) => g.row)}::int[], ${given.map((g) => g.nth)}::int[],
      ${given.map((g) => asJson(g.column))}::jsonb[], ${given.map((g) => asJson(g.message))}::jsonb[],
      ${given.map((g) => g.text)}::text[])
    on conflict do nothing
  `.execute(ctx.db);
}

export async function listErrors(
  ctx: Ctx,
  id: string,
  after: { row: number; nth: number } | null,
  limit: number,
): Promise<RowError[]> {
  const { rows } = await sql<RowError>`
    select row, nth, column_name as "column", message, text from imports.row_error
    where import_id = ${id}
      and (${after?.row ?? null}::int is null or (row, nth) > (${after?.row ?? null}::int, ${after?.nth ?? null}::int))
    order by row, nth limit ${limit}
  `.execute(ctx.db);
  return rows;
}

function asJson(said: Words | null): string | null {
  return said === null ? null : JSON.stringify(said);
}
