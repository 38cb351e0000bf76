import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { scriptContract } from '@huoshui/contracts/scripts';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { scrmErrors } from '../errors.ts';
import { figuresOfScripts } from './figures.ts';
import { type ScriptValues, scriptForm } from './script-form.ts';

type Contract = typeof scriptContract;
type Query = RouteIn<Contract['GET /api/admin/scripts']>['query'];
type Shown = RouteOut<Contract['PUT /api/admin/scripts/:id']>;

export type ScriptRow = {
  readonly no: number;
  readonly id: string;
  readonly values: ScriptValues;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = sql.raw('no, id, values, archived_at, created_at');

export async function createScript(ctx: Ctx, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, scriptForm, draft);
  const id = newId('scr');
  await sql`
    insert into scrm.script (id, values, created_at) values (${id}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
  `.execute(ctx.db);
  return readScript(ctx, id);
}

/** Throws `scrm.script_not_found`, `platform.bad_form`. */
export async function changeScript(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const { values: stored } = await mustFind(ctx, id);
  const values = await readForm(ctx, scriptForm, draft, { stored });
  await sql`update scrm.script set values = ${JSON.stringify(values)}::jsonb where id = ${id}`.execute(ctx.db);
  return readScript(ctx, id);
}

export async function archiveScript(ctx: Ctx, id: string, archived: boolean): Promise<Shown> {
  await mustFind(ctx, id);
  await sql`
    update scrm.script set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readScript(ctx, id);
}

export async function listScripts(ctx: Ctx, query: Query): Promise<RouteOut<Contract['GET /api/admin/scripts']>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const which = sql`${says(query)} and (${archived}::boolean is null or (archived_at is not null) = ${archived})`;
  const { rows } = await sql<ScriptRow>`
    select ${COLUMNS} from scrm.script where ${which} ${after ? sql`and no < ${after[0]}` : sql``} order by no desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows.slice(0, limit))).map((one) => [one.id, one]));
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    ({ id }) => id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  if (after) return { ...page, items };
  return { ...page, items, ...(await countUpTo(ctx, 10_000, sql`select from scrm.script where ${which}`)) };
}

/** At most so many beside a chat: whoever looks for more searches. */
const MOST_SHOWN = 200;

/** Those in use, by folder. */
export async function scriptsInUse(
  ctx: Ctx,
  query: { readonly q?: string | undefined; readonly folder?: string | undefined },
): Promise<readonly ScriptRow[]> {
  const { rows } = await sql<ScriptRow>`
    select ${COLUMNS} from scrm.script where archived_at is null and ${says(query)} order by values->>'folder', no limit ${MOST_SHOWN}
  `.execute(ctx.db);
  return rows;
}

export async function listFolders(ctx: Ctx): Promise<{ name: string; scripts: number }[]> {
  const { rows } = await sql<{ name: string; scripts: number }>`
    select values->>'folder' as name, count(*)::int as scripts from scrm.script where archived_at is null group by 1 order by 2 desc, 1 limit 100
  `.execute(ctx.db);
  return rows;
}

function says({ q, folder }: { readonly q?: string | undefined; readonly folder?: string | undefined }) {
  const words = q?.trim() ?? '';
  return sql`strpos(lower((values->>'title') || ' ' || (values->>'text')), lower(${words})) > 0
    and (${folder ?? null}::text is null or values->>'folder' = ${folder ?? null})`;
}

async function mustFind(ctx: Ctx, id: string): Promise<ScriptRow> {
  const { rows } = await sql<ScriptRow>`select ${COLUMNS} from scrm.script where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw scrmErrors.error('script_not_found');
  return row;
}

async function readScript(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await present(ctx, [await mustFind(ctx, id)]);
  if (!shown) throw scrmErrors.error('script_not_found');
  return shown;
}

/** What a script is called; null where there is none. */
export async function titleOfScript(ctx: Ctx, id: string): Promise<string | null> {
  const { rows } = await sql<{
    title: string;
  }>`select values->>'title' as title from scrm.script where id = ${id}`.execute(ctx.db);
  return rows[0]?.title ?? null;
}

async function present(ctx: Ctx, rows: readonly ScriptRow[]): Promise<Shown[]> {
  const figures = await figuresOfScripts(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, values, archivedAt, createdAt }) => ({
    id,
    values,
    title: values.title,
    folder: values.folder,
    stages: [...(values.stages ?? [])],
    text: values.text,
    state: archivedAt === null ? ('live' as const) : ('archived' as const),
    ...figures(id),
    createdAt: createdAt.toISOString(),
  }));
}
