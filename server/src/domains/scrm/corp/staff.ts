import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmContract } from '@huoshui/contracts/scrm';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { scrmErrors } from '../errors.ts';

type Shape = (typeof scrmContract)['GET /api/admin/staff'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'state' | 'seenAt' | 'revision'> & {
  readonly canContact: boolean;
  readonly seenAt: Date;
  readonly gone: boolean;
};

const COLUMNS = sql.raw(
  `s.userid as id, s.name, s.department, s.can_contact, s.capacity, s.seen_at, s.gone_at is not null as gone,
   (select count(*)::int from scrm.friend f where f.userid = s.userid and f.ended_at is null) as friends`,
);

export async function listStaff(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`strpos(lower(s.name || ' ' || s.userid || ' ' || s.department), lower(${query.q?.trim() ?? ''})) > 0`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from scrm.staff s where ${which} ${after ? sql`and s.userid > ${after[0]}` : sql``}
    order by s.userid limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ id }) => [id], shown);
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from scrm.staff s where ${which}`)) };
}

/** What her account can hold: 5 000 at first, more once the corp has it raised. */
export async function setCapacity(ctx: Ctx, userid: string, capacity: number): Promise<Shown> {
  await sql`update scrm.staff set capacity = ${capacity} where userid = ${userid}`.execute(ctx.db);
  const { rows } = await sql<Row>`select ${COLUMNS} from scrm.staff s where s.userid = ${userid}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw scrmErrors.error('staff_not_found');
  return shown(row);
}

function shown({ canContact, gone, seenAt, ...row }: Row): Shown {
  const state = gone ? 'gone' : !canContact ? 'barred' : row.friends >= row.capacity ? 'full' : 'able';
  return { ...row, state, seenAt: seenAt.toISOString() };
}

export async function namesOfStaff(ctx: Ctx, userids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ userid: string; name: string }>`
    select userid, name from scrm.staff where userid = any(${[...new Set(userids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ userid, name }) => [userid, name]));
}

export const staffPicks: Picks = {
  // Also who has left: whose friends wait for somebody.
  wecom_member: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; gone: boolean }>`
      select userid as id, name, gone_at is not null as gone from scrm.staff where userid = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map(({ gone, ...row }) => ({ ...row, note: gone ? words('已离职', 'has left') : null })));
  },
  wecom_staff: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; able: boolean }>`
      select userid as id, name, can_contact and gone_at is null as able from scrm.staff where userid = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ able, ...row }) => ({
        ...row,
        ended: !able,
        note: able ? null : words('不能添加客户', 'may not have customers'),
      })),
    );
  },
};
