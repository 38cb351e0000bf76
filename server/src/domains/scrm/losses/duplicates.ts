import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmLossContract } from '@huoshui/contracts/scrm-losses';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';

type List = (typeof scrmLossContract)['GET /api/admin/duplicate-customers'];
type Shown = RouteOut<List>['items'][number];
type Row = {
  readonly id: string;
  readonly customer: string;
  readonly memberId: string | null;
  readonly personNo: number | null;
  readonly staff: readonly { readonly userid: string; readonly name: string; readonly addedAt: string }[];
};
const MOST_COUNTED = 10_000;
/** Who served her is read of so many days. Taste. */
const SERVED_DAYS = 90;

/** Friends of members who are still there: who has left serves nobody. */
const NOW = sql`scrm.friend f join scrm.staff s on s.userid = f.userid and s.gone_at is null where f.ended_at is null`;

/** Customers whom several members of staff have, each with who of them serves her most. */
export async function listDuplicates(ctx: Ctx, query: RouteIn<List>['query']): Promise<RouteOut<List>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q?.trim() ?? '';
  const several = sql`
    select f.external_userid from ${NOW} ${after ? sql`and f.external_userid > ${after[0]}` : sql``}
    ${
      q === ''
        ? sql``
        : sql`and f.external_userid in (
            select o.external_userid from scrm.friend o join scrm.customer c on c.external_userid = o.external_userid
              left join scrm.staff os on os.userid = o.userid
            where o.ended_at is null and strpos(lower(c.name || ' ' || coalesce(os.name, '') || ' ' || o.userid), lower(${q})) > 0
          )`
    }
    group by f.external_userid having count(*) > 1
      and (${query.userid ?? null}::text is null or bool_or(f.userid = ${query.userid ?? null}))`;
  const { rows } = await sql<Row>`
    select c.external_userid as id, c.name as customer, c.member_id, c.person_no, (
      select jsonb_agg(jsonb_build_object('userid', f.userid, 'name', s.name, 'addedAt', f.added_at) order by f.added_at, f.id)
      from ${NOW} and f.external_userid = c.external_userid
    ) as staff
    from (${several} order by f.external_userid limit ${limit + 1}) as met join scrm.customer c on c.external_userid = met.external_userid
    order by c.external_userid
  `.execute(ctx.db);
  const served = await servedBy(
    ctx,
    rows.flatMap(({ personNo }) => personNo ?? []),
  );
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    (row) => shown(row, served),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, several)) };
}

/** Whoever did most for her; of two who did as much it is nobody, nor where nobody did anything. */
function shown({ personNo, staff, ...row }: Row, served: ReadonlyMap<string, number>): Shown {
  const counts = staff.map(({ userid }) => served.get(`${personNo} ${userid}`) ?? 0);
  const most = Math.max(...counts);
  const alone = most > 0 && counts.filter((count) => count === most).length === 1;
  return {
    ...row,
    staff: staff.map(({ addedAt, ...one }, n) => ({
      ...one,
      addedAt: new Date(addedAt).toISOString(),
      served: counts[n] ?? 0,
      most: alone && counts[n] === most,
    })),
  };
}

/** What staff sent to each and wrote down of her. */
async function servedBy(ctx: Ctx, persons: readonly number[]): Promise<ReadonlyMap<string, number>> {
  if (persons.length === 0) return new Map();
  const since = new Date(ctx.now().getTime() - SERVED_DAYS * DAY_MS);
  const rows = await runQuery<{ personNo: number; userid: string; served: number }>(
    ctx,
    piece`SELECT person_no AS personNo, JSONExtractString(props, 'userid') AS userid, toInt64(count()) AS served FROM history_once AS events
      WHERE name IN ('staff.sent', 'customer.noted') AND source != 'sdk' AND person_no IN ${bound('Array(UInt32)', persons)}
        AND ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, ctx.now())} GROUP BY personNo, userid`,
  );
  return new Map(rows.map(({ personNo, userid, served }) => [`${personNo} ${userid}`, Number(served)]));
}

/** Of all who are a friend of anybody, those who are one of several. */
export async function duplicateFigures(
  ctx: Ctx,
): Promise<RouteOut<(typeof scrmLossContract)['GET /api/admin/duplicate-figures']>> {
  const { rows } = await sql<{ customers: number; duplicates: number }>`
    select count(*)::int as customers, count(*) filter (where friends > 1)::int as duplicates
    from (select count(*) as friends from ${NOW} group by f.external_userid) as each
  `.execute(ctx.db);
  return rows[0] ?? { customers: 0, duplicates: 0 };
}
