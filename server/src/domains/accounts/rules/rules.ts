import type { accountContract } from '@huoshui/contracts/accounts';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedByForm } from '../../../platform/form/check.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { codeTo } from '../account/code-to.ts';
import { accountErrors } from '../errors.ts';
import type { Candidate } from './match.ts';
import type { RuleForm, RuleValues } from './rule-form.ts';

type Shape = (typeof accountContract)['GET /api/admin/account-rules'];
export type RuleView = RouteOut<Shape>['items'][number];
type Row = Candidate & { readonly given: number; readonly archivedAt: Date | null; readonly createdAt: Date };

const COLUMNS = sql.raw('id, name, values, priority, code_id, given, archived_at, created_at');

/** Throws `platform.bad_form`, `accounts.rule_name_taken`. */
export async function createRule(ctx: Ctx, form: RuleForm, draft: Draft): Promise<RuleView> {
  const values = await readForm(ctx, form, draft);
  const id = newId('orl');
  const { rows } = await sql`
    insert into accounts.rule (id, name, values, priority, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${values.priority}, ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('rule_name_taken');
  await carry(ctx, id, null, values);
  return readRule(ctx, form, id);
}

export async function changeRule(ctx: Ctx, form: RuleForm, id: string, draft: Draft): Promise<RuleView> {
  const before = await mustFind(ctx, id);
  const values = await readForm(ctx, form, draft, { stored: before.values });
  const { rows } = await sql`
    update accounts.rule set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, priority = ${values.priority}
    where id = ${id} and not exists (select from accounts.rule where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('rule_name_taken');
  await carry(ctx, id, before, values);
  return readRule(ctx, form, id);
}

/** A code of the account that it leads to, so that who comes is known to come from here. One that leads elsewhere now keeps the old one in the world. */
async function carry(ctx: Ctx, id: string, before: Row | null, values: RuleValues): Promise<void> {
  const { account } = values;
  if (account === null && before === null) return;
  if (account !== null && before?.values.account === account && before.codeId !== null) return;
  const code = account === null ? null : await codeTo(ctx, account, `${values.name} ${id.slice(-4)}`);
  await sql`update accounts.rule set code_id = ${code} where id = ${id}`.execute(ctx.db);
}

/** Out of use and back. */
export async function archiveRule(ctx: Ctx, form: RuleForm, id: string, archived: boolean): Promise<RuleView> {
  await mustFind(ctx, id);
  await sql`
    update accounts.rule set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readRule(ctx, form, id);
}

/** Those that may answer now: a shop has some hundreds at most. */
export async function liveRules(ctx: Ctx): Promise<readonly Candidate[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from accounts.rule where archived_at is null`.execute(ctx.db);
  return rows;
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${COLUMNS} from accounts.rule where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw accountErrors.error('rule_not_found');
  return row;
}

/** Throws `accounts.rule_not_found`. */
export async function readRule(ctx: Ctx, form: RuleForm, id: string): Promise<RuleView> {
  const [view] = await present(ctx, form, [await mustFind(ctx, id)]);
  if (view === undefined) throw accountErrors.error('rule_not_found');
  return view;
}

export async function listRules(ctx: Ctx, form: RuleForm, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const q = query.q?.trim() ?? '';
  const which = sql`(strpos(lower(name), lower(${q})) > 0 or strpos(lower(values->>'words'), lower(${q})) > 0)
    and (${archived}::boolean is null or (archived_at is not null) = ${archived})
    and (${query.on ?? null}::text is null or values->>'on' = ${query.on ?? null})
    and (${query.account ?? null}::text is null or values->'accounts' is null or values->'accounts' = 'null'::jsonb
      or values->'accounts' @> to_jsonb(${query.account ?? null}::text))`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from accounts.rule where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, form, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from accounts.rule where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}

async function present(ctx: Ctx, form: RuleForm, rows: readonly Row[]): Promise<RuleView[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(form, values)),
  );
  return rows.map(({ id, name, values, priority, codeId, given, archivedAt, createdAt }) => ({
    ...{ id, name, values, priority, given, codeId },
    on: values.on,
    state: archivedAt === null ? 'live' : 'archived',
    sentence: form.sentence(values, names),
    createdAt: createdAt.toISOString(),
  }));
}

export const rulePicks: Picks = {
  account_rule: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, archived_at is not null as ended from accounts.rule where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows);
  },
};
