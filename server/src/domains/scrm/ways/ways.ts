import { randomBytes } from 'node:crypto';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { scrmContract } from '@huoshui/contracts/scrm';
import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { pickedIn } from '../../../platform/form/check.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { scrmErrors } from '../errors.ts';
import { type WayValues, wayForm } from './way-form.ts';

type Shape = (typeof scrmContract)['GET /api/admin/contact-ways'];
type Shown = RouteOut<Shape>['items'][number];

export type WayRow = {
  readonly id: string;
  readonly name: string;
  readonly values: WayValues;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
};
type Made = {
  readonly contactWayId: string;
  readonly userid: string;
  readonly picture: string | null;
  readonly trouble: Words | null;
};

/** A code that is printed may be looked at for a while after its member was taken off. */
const RECYCLED_AFTER_MS = DAY_MS;

/** WeCom is asked for the codes of its members afterwards. Throws `platform.bad_form`, `scrm.way_name_taken`. */
export async function createWay(ctx: Ctx, draft: Draft): Promise<Shown> {
  const values = await readForm(ctx, wayForm, draft);
  const id = newId('cwy');
  const { rows } = await sql`
    insert into scrm.contact_way (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('way_name_taken');
  await wantStaff(ctx, id, values);
  return readWay(ctx, id);
}

export async function changeWay(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const { values: stored } = await mustFind(ctx, id);
  const values = await readForm(ctx, wayForm, draft, { stored });
  const { rows } = await sql`
    update scrm.contact_way set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb, eligible = ''
    where id = ${id} and not exists (select from scrm.contact_way where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('way_name_taken');
  await wantStaff(ctx, id, values);
  return readWay(ctx, id);
}

/** Out of use and back. What is out there tells whoever scans it that nobody receives there. */
export async function archiveWay(ctx: Ctx, id: string, archived: boolean): Promise<Shown> {
  const { values } = await mustFind(ctx, id);
  await sql`
    update scrm.contact_way set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  await wantStaff(ctx, id, archived ? null : values);
  return readWay(ctx, id);
}

/** Those who are named have a code; those who are not any more lose it after a day, so that the corp's quota comes back. */
async function wantStaff(ctx: Ctx, id: string, values: WayValues | null): Promise<void> {
  const wanted =
    values === null ? [] : [...new Set([...values.staff.map(({ who }) => who), ...(values.fallback ?? [])])];
  const states = wanted.map(() => `h${randomBytes(12).toString('hex')}`);
  const later = new Date(ctx.now().getTime() + RECYCLED_AFTER_MS);
  await sql`
    insert into scrm.way_staff (contact_way_id, userid, wanted, state, due_at)
    select ${id}, userid, true, state, ${ctx.now()} from unnest(${wanted}::text[], ${states}::text[]) as new (userid, state)
    on conflict (contact_way_id, userid) do update set wanted = true, turn = 0, tries = 0, trouble = null,
      due_at = case when way_staff.config_id is null then excluded.due_at end
  `.execute(ctx.db);
  await sql`
    update scrm.way_staff set wanted = false, turn = 0, tries = 0, due_at = case when config_id is null then null else ${later}::timestamptz end
    where contact_way_id = ${id} and wanted and userid <> all(${wanted}::text[])
  `.execute(ctx.db);
}

export async function findWay(ctx: Ctx, id: string): Promise<WayRow | undefined> {
  const { rows } = await sql<WayRow>`
    select id, name, values, archived_at, created_at from scrm.contact_way where id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

async function mustFind(ctx: Ctx, id: string): Promise<WayRow> {
  const row = await findWay(ctx, id);
  if (row === undefined) throw scrmErrors.error('way_not_found');
  return row;
}

/** Throws `scrm.way_not_found`. */
export async function readWay(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await present(ctx, [await mustFind(ctx, id)]);
  if (shown === undefined) throw scrmErrors.error('way_not_found');
  return shown;
}

export async function listWays(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0
    and (${archived}::boolean is null or (archived_at is not null) = ${archived})`;
  const { rows } = await sql<WayRow>`
    select id, name, values, archived_at, created_at from scrm.contact_way
    where ${which} ${after ? sql`and id < ${after[0]}` : sql``} order by id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const items = page.items.flatMap((row) => row ?? []);
  const counted = after ? {} : await countUpTo(ctx, 10_000, sql`select from scrm.contact_way where ${which}`);
  return { ...page, items, ...counted };
}

async function present(ctx: Ctx, ways: readonly WayRow[]): Promise<Shown[]> {
  const ids = ways.map(({ id }) => id);
  const [names, { rows: made }] = await Promise.all([
    ctx.names(
      ctx,
      ways.flatMap(({ values }) => pickedIn(wayForm.fields, values)),
    ),
    sql<Made>`
      select contact_way_id, userid, picture, trouble from scrm.way_staff where wanted and contact_way_id = any(${ids}::text[]) order by userid
    `.execute(ctx.db),
  ]);
  const { rows: added } = await sql<{ id: string; friends: number; today: number }>`
    select contact_way_id as id, count(*)::int as friends from scrm.friend where contact_way_id = any(${ids}::text[]) group by 1
  `.execute(ctx.db);
  const friends = new Map(added.map((row) => [row.id, row.friends]));
  return ways.map(({ id, name, values, archivedAt, createdAt }) => ({
    id,
    name,
    values,
    state: archivedAt === null ? 'live' : 'archived',
    sentence: wayForm.sentence(values, names),
    friends: friends.get(id) ?? 0,
    staff: made
      .filter((one) => one.contactWayId === id)
      .map(({ userid, picture, trouble }) => ({
        userid,
        name: names('wecom_staff', userid)?.zh ?? userid,
        picture,
        trouble,
      })),
    createdAt: createdAt.toISOString(),
  }));
}

export const wayPicks: Picks = {
  contact_way: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select id, name, archived_at is not null as ended from scrm.contact_way where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows);
  },
};
