import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { words } from '@huoshui/contracts/words';
import type { customerGroupState } from '@huoshui/contracts/words/scrm-groups';
import { type RawBuilder, sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { scrmErrors } from '../errors.ts';
import { MOST_BY_CODE } from './limits.ts';

type Shape = (typeof scrmGroupsContract)['GET /api/admin/customer-groups'];
type Shown = RouteOut<Shape>['items'][number];
type State = keyof typeof customerGroupState;
type Row = Omit<Shown, 'state' | 'createdAt' | 'readAt' | 'revision'> & {
  readonly createdAt: Date | null;
  readonly readAt: Date | null;
  readonly dismissedAt: Date | null;
};

export function stateOfGroup({
  members,
  dismissedAt,
}: {
  readonly members: number;
  readonly dismissedAt: Date | null;
}): State {
  if (dismissedAt !== null) return 'dismissed';
  return members >= MOST_BY_CODE ? 'full' : 'live';
}

const inState: Readonly<Record<State, RawBuilder<unknown>>> = {
  dismissed: sql`c.dismissed_at is not null`,
  full: sql`c.dismissed_at is null and c.members >= ${MOST_BY_CODE}`,
  live: sql`c.dismissed_at is null and c.members < ${MOST_BY_CODE}`,
};

/** Those of now first, the newest first. One that was never read is nothing to show yet. */
export async function listGroups(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const which = sql`c.read_at is not null and strpos(lower(c.name), lower(${query.q?.trim() ?? ''})) > 0
    and ${query.state === undefined ? sql`true` : inState[query.state]}
    and (${query.owner ?? null}::text is null or c.owner = ${query.owner ?? null})
    and (${query.tag ?? null}::text is null or ${query.tag ?? null} = any(c.tags))`;
  const began = sql`coalesce(c.created_at, 'epoch')`;
  const { rows } = await readRows(
    ctx,
    sql`${which} ${after ? sql`and (${began}, c.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
      order by ${began} desc, c.id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [(row.createdAt ?? new Date(0)).toISOString(), row.id], shown);
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from scrm.chat c where ${which}`)) };
}

/** Throws `scrm.group_not_found`. */
export async function readGroup(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await readRows(ctx, sql`c.id = ${id}`);
  const [row] = rows;
  if (row === undefined) throw scrmErrors.error('group_not_found');
  return shown(row);
}

export async function tagGroup(ctx: Ctx, id: string, tags: readonly string[]): Promise<Shown> {
  const kept = [...new Set(tags.map((tag) => tag.trim()))];
  await sql`update scrm.chat set tags = ${kept}::text[] where id = ${id}`.execute(ctx.db);
  return readGroup(ctx, id);
}

async function readRows(ctx: Ctx, which: RawBuilder<unknown>) {
  const today = dayStart(shanghaiDay(ctx.now()));
  return sql<Row>`
    select c.id, c.name, c.owner as owner_id, coalesce(s.name, c.owner) as owner, c.notice, c.members, c.customers, c.tags, c.created_at, c.read_at,
      c.dismissed_at, c.trouble,
      (select count(*)::int from scrm.chat_member m where m.chat_id = c.id and not m.is_staff and m.joined_at >= ${today}) as joined_today,
      (select count(*)::int from scrm.chat_member m where m.chat_id = c.id and not m.is_staff and m.left_at >= ${today}) as left_today,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'lane', e.lane) order by g.name)
        from scrm.group_entry e join scrm.group_code g on g.id = e.group_code_id where e.chat_id = c.id and e.wanted and g.archived_at is null
      ), '[]') as codes
    from scrm.chat c left join scrm.staff s on s.userid = c.owner where ${which}
  `.execute(ctx.db);
}

function shown({ createdAt, readAt, dismissedAt, ...row }: Row): Shown {
  return {
    ...row,
    state: stateOfGroup({ members: row.members, dismissedAt }),
    createdAt: createdAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
  };
}

export async function namesOfGroups(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from scrm.chat where id = any(${[...new Set(ids)]}::text[]) and name <> ''
  `.execute(ctx.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export const groupPicks: Picks = {
  customer_group: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; dismissed: boolean }>`
      select id, case when name = '' then id else name end as name, dismissed_at is not null as dismissed
      from scrm.chat where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ dismissed, ...row }) => ({
        ...row,
        ended: dismissed,
        note: dismissed ? words('已解散', 'dismissed') : null,
      })),
    );
  },
};
