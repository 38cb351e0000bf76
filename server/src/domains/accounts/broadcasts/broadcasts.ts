import type { broadcastContract } from '@huoshui/contracts/account-broadcasts';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { accountCapability } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import { MINUTE_MS, shanghaiInstant } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedByForm } from '../../../platform/form/check.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { may } from '../account/capability.ts';
import { mustFindAccount } from '../account/find.ts';
import { accountErrors } from '../errors.ts';
import { wantMarksOfTag } from '../menus/marks.ts';
import { type BroadcastValues, broadcastForm } from './broadcast-form.ts';

type Shape = (typeof broadcastContract)['GET /api/admin/account-broadcasts'];
export type BroadcastView = RouteOut<Shape>['items'][number];
type State = BroadcastView['state'];

export type BroadcastRow = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly tag: string;
  readonly values: BroadcastValues;
  readonly state: State;
  readonly dueAt: Date | null;
  readonly reach: number | null;
  readonly total: number | null;
  readonly sent: number | null;
  readonly errors: number | null;
  readonly members: number;
  readonly sentAt: Date | null;
  readonly trouble: Words | null;
  readonly createdAt: Date;
};

/** What the platform made of it stands with its call. */
const ROWS = sql.raw(`
  (select b.id, b.name, b.account_id, b.tag, b.values, b.due_at, b.reach, b.members, b.trouble, b.created_at, m.total, m.sent, m.errors, m.at as sent_at,
    case when b.state <> 'handed' then b.state when m.state = 'sending' then 'running' else m.state end as state
  from accounts.broadcast b left join accounts.mass m on m.key = b.id) as r`);

/** Throws `platform.bad_form`, `accounts.broadcast_name_taken`. */
export async function createBroadcast(ctx: Ctx, draft: Draft): Promise<BroadcastView> {
  const values = await read(ctx, draft);
  const id = newId('obc');
  const { rows } = await sql`
    insert into accounts.broadcast (id, name, account_id, tag, values, created_at)
    values (${id}, ${values.name}, ${values.account}, ${values.tag ?? ''}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
    on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('broadcast_name_taken');
  return readBroadcast(ctx, id);
}

/** As long as it was not started. Throws `accounts.broadcast_started`. */
export async function changeBroadcast(ctx: Ctx, id: string, draft: Draft): Promise<BroadcastView> {
  const before = await mustFind(ctx, id);
  const values = await read(ctx, draft, before.values);
  const { rows } = await sql`
    update accounts.broadcast set name = ${values.name}, account_id = ${values.account}, tag = ${values.tag ?? ''},
      values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and state = 'planned' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('broadcast_started');
  return readBroadcast(ctx, id);
}

async function read(ctx: Ctx, draft: Draft, stored?: BroadcastValues): Promise<BroadcastValues> {
  const values = await readForm(ctx, broadcastForm, draft, stored === undefined ? {} : { stored });
  const account = await mustFindAccount(ctx, values.account);
  const rights = values.to === 'tag' ? (['mass', 'tags'] as const) : (['mass'] as const);
  const missing = rights.find((one) => !may(account, one));
  if (missing === undefined) return values;
  const { zh, en } = accountCapability[missing];
  throw badForm([
    {
      at: 'account',
      words: words(`「${account.name}」没有这项权限：${zh}`, `“${account.name}” may not do this: ${en}`),
    },
  ]);
}

/** From now on it leaves by itself at its time. Throws `accounts.broadcast_started`, `broadcast_past`. */
export async function startBroadcast(ctx: Ctx, id: string): Promise<BroadcastView> {
  const { values, accountId, tag } = await mustFind(ctx, id);
  const { day, minute } = values;
  const at = day === null || minute === null ? ctx.now() : shanghaiInstant(day, minute * MINUTE_MS);
  if (at.getTime() < ctx.now().getTime()) throw accountErrors.error('broadcast_past');
  const { rows } = await sql`
    update accounts.broadcast set state = 'waiting', due_at = ${at}, trouble = null, tries = 0
    where id = ${id} and state = 'planned' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('broadcast_started');
  if (tag !== '') await wantMarksOfTag(ctx, accountId, tag);
  return readBroadcast(ctx, id);
}

/** Never again. Throws `accounts.broadcast_started`: it has left. */
export async function cancelBroadcast(ctx: Ctx, id: string): Promise<BroadcastView> {
  await mustFind(ctx, id);
  // One that is being handed over has its call already.
  const { rows } = await sql`
    update accounts.broadcast b set state = 'cancelled', due_at = null where id = ${id} and state in ('planned', 'waiting')
      and not exists (select from accounts.mass m where m.key = b.id) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw accountErrors.error('broadcast_started');
  return readBroadcast(ctx, id);
}

/** Throws `accounts.broadcast_not_found`. */
export async function mustFind(ctx: Ctx, id: string): Promise<BroadcastRow> {
  const { rows } = await sql<BroadcastRow>`select * from ${ROWS} where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw accountErrors.error('broadcast_not_found');
  return row;
}

export async function readBroadcast(ctx: Ctx, id: string): Promise<BroadcastView> {
  const [view] = await present(ctx, [await mustFind(ctx, id)]);
  if (view === undefined) throw accountErrors.error('broadcast_not_found');
  return view;
}

export async function listBroadcasts(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q?.trim() ?? '';
  const which = sql`(strpos(lower(name), lower(${q})) > 0 or strpos(lower(values->>'text'), lower(${q})) > 0)
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${query.account ?? null}::text is null or account_id = ${query.account ?? null})`;
  const { rows } = await sql<BroadcastRow>`
    select * from ${ROWS} where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from ${ROWS} where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}

async function present(ctx: Ctx, rows: readonly BroadcastRow[]): Promise<BroadcastView[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ values }) => pickedByForm(broadcastForm, values)),
  );
  return rows.map(({ dueAt, sentAt, createdAt, tag: _, ...row }) => ({
    ...row,
    account: names('official_account', row.accountId) ?? words(row.accountId, row.accountId),
    sentence: broadcastForm.sentence(row.values, names),
    dueAt: dueAt?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}
