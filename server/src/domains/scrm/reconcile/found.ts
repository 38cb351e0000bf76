import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmReconcileContract } from '@huoshui/contracts/scrm-reconcile';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { CALLS, quotaWords } from '../corp/quota.ts';
import type { Found } from '../friends/settle-page.ts';

type FoundList = (typeof scrmReconcileContract)['GET /api/admin/wecom/found'];
type ComparisonList = (typeof scrmReconcileContract)['GET /api/admin/wecom/comparisons'];
type ShownFound = RouteOut<FoundList>['items'][number];
type ShownComparison = RouteOut<ComparisonList>['items'][number];
const MOST_COUNTED = 10_000;

/** What no callback had told, beside the moment it was found. */
export async function note(ctx: Ctx, comparisonId: string, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ kind, friend, happenedAt }) => ({
    kind,
    userid: friend.userid,
    external: friend.externalUserid,
    friend: friend.id,
    happened: happenedAt?.toISOString() ?? null,
  }));
  await sql`
    insert into scrm.found (comparison_id, kind, userid, external_userid, friend_id, happened_at, found_at)
    select ${comparisonId}, kind, userid, external, friend, happened, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (kind text, userid text, external text, friend text, happened timestamptz)
  `.execute(ctx.db);
}

type FoundRow = Omit<ShownFound, 'happenedAt' | 'foundAt'> & {
  readonly no: number;
  readonly happenedAt: Date | null;
  readonly foundAt: Date;
};

export async function listFound(ctx: Ctx, query: RouteIn<FoundList>['query']): Promise<RouteOut<FoundList>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint']);
  const q = query.q?.trim() ?? '';
  const from = sql`scrm.found f left join scrm.staff s on s.userid = f.userid
    left join scrm.customer c on c.external_userid = f.external_userid
    where (${query.kind ?? null}::text is null or f.kind = ${query.kind ?? null})
      and (${query.comparison ?? null}::text is null or f.comparison_id = ${query.comparison ?? null})
      and (${q} = '' or strpos(lower(coalesce(s.name, '') || ' ' || f.userid || ' ' || coalesce(c.name, '')), lower(${q})) > 0)`;
  const { rows } = await sql<FoundRow>`
    select f.no, f.no::text as id, f.kind, coalesce(s.name, f.userid) as staff, coalesce(c.name, f.external_userid) as customer, c.member_id,
      f.comparison_id, f.happened_at, f.found_at
    from ${from} ${after ? sql`and f.no < ${after[0]}` : sql``} order by f.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ no }) => [no], shownFound);
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from}`)) };
}

function shownFound({ no: _, happenedAt, foundAt, ...row }: FoundRow): ShownFound {
  return { ...row, happenedAt: happenedAt?.toISOString() ?? null, foundAt: foundAt.toISOString() };
}

type ComparisonRow = Omit<ShownComparison, 'beganAt' | 'finishedAt'> & {
  readonly beganAt: Date;
  readonly finishedAt: Date | null;
};

export async function listComparisons(
  ctx: Ctx,
  query: RouteIn<ComparisonList>['query'],
): Promise<RouteOut<ComparisonList>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const { rows } = await sql<ComparisonRow>`
    select c.id, c.reason, c.began_at, c.finished_at, c.staff, c.customers, c.calls, c.added, c.ended, c.changed,
      (select count(*)::int from scrm.compared_staff s where s.comparison_id = c.id and s.due_at is null and s.trouble is null) as through,
      (select s.trouble from scrm.compared_staff s where s.comparison_id = c.id and s.trouble is not null order by s.userid limit 1) as trouble
    from scrm.comparison c ${after ? sql`where (c.began_at, c.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by c.began_at desc, c.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ beganAt, id }) => [beganAt.toISOString(), id], shownComparison);
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from scrm.comparison`)) };
}

function shownComparison({ beganAt, finishedAt, ...row }: ComparisonRow): ShownComparison {
  return { ...row, beganAt: beganAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

/** When the next one begins, and how much of the quota is used. */
export async function readComparing(
  ctx: Ctx,
): Promise<RouteOut<(typeof scrmReconcileContract)['GET /api/admin/wecom/comparing']>> {
  const { rows } = await sql<{ nextAt: Date | null; used: number }>`
    select (select min(compare_at) from scrm.corp) as next_at, (
      select coalesce(max(used), 0)::int from (
        select sum(used) as used from scrm.quota where minute > ${new Date(ctx.now().getTime() - 3_600_000)} group by path
      ) as paths
    ) as used
  `.execute(ctx.db);
  const [row] = rows;
  const { perHour, source, asOf } = CALLS;
  return {
    nextAt: row?.nextAt?.toISOString() ?? null,
    quota: { words: quotaWords, perHour, usedOfHour: row?.used ?? 0, source, asOf },
  };
}
