import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeSheet } from '@huoshui/contracts/codes';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { putTask } from '../../../platform/tasks.ts';
import { codeErrors } from '../errors.ts';
import { type CodeAsk, type CodeRow, findCodes, matching } from '../queries.ts';
import { drawPagePicture } from './draw-page-picture.ts';
import { drawPages } from './draw-pages.ts';
import { type Layout, onAPage, type Printed } from './plan-page.ts';

type View = Static<typeof CodeSheet>;
type Row = {
  readonly id: string;
  readonly layout: Layout;
  readonly codeIds: readonly string[];
  readonly state: View['state'];
  readonly done: number;
  readonly missing: number;
  readonly files: readonly string[];
  readonly createdAt: Date;
};

const MOST_CODES = 10_000;
/** Codes of one file: twenty pages of twelve, some megabytes. */
const IN_A_FILE = 240;
/** While WeChat is still making one of them, and after a process that died over it. */
const LOOK_AGAIN_MS = 5000;
const CLAIM_MINUTES = 2;

/** Of the named ones, or of all that the filters find, those that can be printed. Throws `codes.nothing_to_print`, `too_many_to_print`. */
export async function startSheet(
  ctx: Ctx,
  {
    layout,
    ids,
    ...asked
  }: { readonly layout: Layout; readonly ids: readonly string[] | null } & Omit<CodeAsk, 'state' | 'kind'>,
): Promise<View> {
  const { rows } = await sql<{ id: string }>`
    select c.id from codes.code c where ${matching(ctx, { ...asked, kind: 'mini_program', state: 'live' })}
      and ${ids === null ? sql`true` : sql`c.id = any(${[...ids]}::text[])`}
    order by c.store_id nulls first, c.place, c.name, c.id limit ${MOST_CODES + 1}
  `.execute(ctx.db);
  if (rows.length === 0) throw codeErrors.error('nothing_to_print');
  if (rows.length > MOST_CODES) throw codeErrors.error('too_many_to_print', { most: MOST_CODES });
  const id = newId('sht');
  await sql`
    insert into codes.sheet (id, layout, code_ids, state, due_at, created_at)
    values (${id}, ${layout}, ${rows.map((row) => row.id)}::text[], 'drawing', ${ctx.now()}, ${ctx.now()})
  `.execute(ctx.db);
  return tell(ctx, await mustFind(ctx, id));
}

/** A part at a time: whoever is cut off over one begins it again, and the parts before it stay. */
export const drawSheets: Sweep = sweep({
  name: 'codes.draw-sheets',
  due: sql`(select min(due_at) from codes.sheet where due_at is not null)`,
  run: async (ctx) => {
    const { rows } = await sql<Row>`
      update codes.sheet set due_at = ${new Date(ctx.now().getTime() + CLAIM_MINUTES * MINUTE_MS)}
      where id = (select id from codes.sheet where due_at <= ${ctx.now()} order by due_at limit 1 for no key update skip locked)
      returning ${COLUMNS}
    `.execute(ctx.db);
    for (const row of rows) await tell(ctx, await drawPart(ctx, row));
    return rows.length;
  },
});

async function drawPart(ctx: Ctx, row: Row): Promise<Row> {
  const found = await findCodes(ctx, row.codeIds.slice(row.done, row.done + IN_A_FILE));
  const part = row.codeIds.slice(row.done, row.done + IN_A_FILE).flatMap((id) => found.get(id) ?? []);
  if (part.some(({ picture, dueAt }) => picture === null && dueAt !== null))
    return put(ctx, row, { due: new Date(ctx.now().getTime() + LOOK_AGAIN_MS), from: row.done });
  const printed = await printedOf(ctx, part);
  // No transaction is open while pages are drawn.
  const file = printed.length === 0 ? [] : [await ctx.files.keep(await drawPages(printed, row.layout), 'pdf')];
  const done = Math.min(row.codeIds.length, row.done + IN_A_FILE);
  const next = {
    ...row,
    done,
    missing: row.missing + (done - row.done - printed.length),
    files: [...row.files, ...file],
  };
  const ended = done === row.codeIds.length;
  const state = !ended ? 'drawing' : next.files.length === 0 ? 'failed' : 'ready';
  return put(ctx, { ...next, state }, { due: ended ? null : ctx.now(), from: row.done });
}

/** Those that WeChat has made, with their pictures. */
export async function printedOf(ctx: Ctx, codes: readonly CodeRow[]): Promise<Printed[]> {
  const made = codes.flatMap(({ picture, values, name, scene }) =>
    picture === null ? [] : [{ picture, caption: values.caption ?? '', name, scene }],
  );
  return Promise.all(
    made.map(async ({ picture, ...said }) => ({
      ...said,
      picture: await readFile(path.join(ctx.files.folder, picture.replace(/^\/files\//, ''))),
    })),
  );
}

/** Of two that drew the same part, the first counts. */
async function put(
  ctx: Ctx,
  row: Row,
  { due, from }: { readonly due: Date | null; readonly from: number },
): Promise<Row> {
  await sql`
    update codes.sheet set state = ${row.state}, done = ${row.done}, missing = ${row.missing}, files = ${[...row.files]}::text[], due_at = ${due}
    where id = ${row.id} and done = ${from}
  `.execute(ctx.db);
  return row;
}

/** In the task centre, under its own id. */
async function tell(ctx: Ctx, row: Row): Promise<View> {
  const view = present(row);
  const { state, done, codes, missing } = view;
  await putTask(ctx, row.id, {
    kind: 'code_sheet',
    title: words(`渠道码排版（${codes} 个）`, `Pages of ${codes} codes`),
    state: state === 'drawing' ? 'running' : state === 'ready' ? 'done' : 'failed',
    done,
    total: codes,
    message:
      state === 'drawing' || missing === 0
        ? null
        : words(`${missing} 个码微信没有生成，没有排进来`, `${missing} that WeChat did not make are left out`),
    resultUrl: state === 'ready' ? '/console/code-sheets' : null,
  });
  return view;
}

/** The pages of one file. Throws `codes.sheet_not_found`. */
export async function readPages(ctx: Ctx, id: string, file: number): Promise<Buffer> {
  const kept = (await mustFind(ctx, id)).files[file - 1];
  if (kept === undefined) throw codeErrors.error('sheet_not_found');
  return readFile(kept);
}

/** One page, from 1, as a picture. Throws `codes.sheet_not_found`. */
export async function readPage(ctx: Ctx, id: string, page: number): Promise<Buffer> {
  const { codeIds, layout, state } = await mustFind(ctx, id);
  const each = onAPage(layout);
  // Those that WeChat did not make have no place on any page.
  const { rows } = await sql<{ id: string }>`
    select c.id from unnest(${[...codeIds]}::text[]) with ordinality as s (id, at) join codes.code c on c.id = s.id
    where c.picture is not null order by s.at limit ${each} offset ${(page - 1) * each}
  `.execute(ctx.db);
  if (state !== 'ready' || rows.length === 0) throw codeErrors.error('sheet_not_found');
  const ids = rows.map((row) => row.id);
  const found = await findCodes(ctx, ids);
  return drawPagePicture(
    await printedOf(
      ctx,
      ids.flatMap((one) => found.get(one) ?? []),
    ),
    layout,
  );
}

export async function listSheets(
  ctx: Ctx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<View[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from codes.sheet where ${after}::text is null or id < ${after} order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows.map(present);
}

export async function countSheets(ctx: Ctx): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from codes.sheet`);
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from codes.sheet where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw codeErrors.error('sheet_not_found');
  return row;
}

const COLUMNS = sql.raw('id, layout, code_ids, state, done, missing, files, created_at');

function present({ id, layout, state, codeIds, done, missing, files, createdAt }: Row): View {
  return {
    id,
    layout,
    state,
    done,
    missing,
    codes: codeIds.length,
    files: files.length,
    pages: Math.ceil(Math.max(0, done - missing) / onAPage(layout)),
    createdAt: createdAt.toISOString(),
  };
}
