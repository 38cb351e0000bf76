import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmLossContract } from '@huoshui/contracts/scrm-losses';
import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { AFTER_MASS } from './rules.ts';

type List = (typeof scrmLossContract)['GET /api/admin/lost-friends'];
type Shown = RouteOut<List>['items'][number];
type Row = Omit<Shown, 'addedAt' | 'endedAt'> & { readonly addedAt: Date; readonly endedAt: Date };
const MOST_COUNTED = 10_000;

/** Friendships that are over, the latest first, with what became of her since. */
export async function listLosses(ctx: Ctx, query: RouteIn<List>['query']): Promise<RouteOut<List>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const q = query.q?.trim() ?? '';
  const from = sql`scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    left join scrm.staff s on s.userid = f.userid
    where f.ended_at is not null and (${query.by ?? null}::text is null or f.ended_by = ${query.by ?? null})
      and (${query.userid ?? null}::text is null or f.userid = ${query.userid ?? null})
      and ${query.from === undefined ? sql`true` : sql`f.ended_at >= ${dayStart(query.from)}`}
      and ${query.to === undefined ? sql`true` : sql`f.ended_at < ${dayStart(addDays(query.to, 1))}`}
      and (${q} = '' or strpos(lower(c.name || ' ' || coalesce(s.name, '') || ' ' || f.userid), lower(${q})) > 0)`;
  const { rows } = await sql<Row>`
    select f.id, c.name as customer, c.member_id, coalesce(s.name, f.userid) as staff, f.added_at, f.ended_at,
      coalesce(f.ended_by, 'unknown') as by, (select w.name from scrm.contact_way w where w.id = f.contact_way_id) as way,
      exists (
        select from scrm.friend o where o.userid = f.userid and o.external_userid = f.external_userid and o.ended_at is null
      ) as back,
      array(
        select coalesce(os.name, o.userid) from scrm.friend o left join scrm.staff os on os.userid = o.userid
        where o.external_userid = f.external_userid and o.userid <> f.userid and o.ended_at is null order by o.added_at, o.id
      ) as others, ${AFTER_MASS} as after_mass
    from ${from} ${after ? sql`and (f.ended_at, f.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by f.ended_at desc, f.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ endedAt, id }) => [endedAt.toISOString(), id],
    ({ addedAt, endedAt, ...row }) => ({ ...row, addedAt: addedAt.toISOString(), endedAt: endedAt.toISOString() }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from}`)) };
}
