import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { leaderContract } from '@huoshui/contracts/leaders';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { findByPersonNo, membersShown } from '../members/index.ts';
import { buyers } from '../orders/index.ts';
import { leaderErrors } from './errors.ts';
import { figuresOf, NOTHING } from './figures.ts';
import { window } from './join.ts';
import { LEADER, type LeaderRow } from './leader.ts';
import { pointsOf } from './points.ts';
import { readRules } from './rules.ts';

type Shape = (typeof leaderContract)['GET /api/admin/leaders'];
type View = RouteOut<Shape>['items'][number];
const MOST_COUNTED = 10_000;

/** Who waits for the shop first, then the latest. Words find those whom they may mean, a community and a code. */
export async function listLeaders(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { q, cursor, limit = 20, state } = query;
  const after = decodeCursor(cursor, ['int', 'bigint']);
  const text = q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  const waits = sql`(l.state in ('proposed', 'applied'))::int`;
  const which = sql`l.behind_no is null and (${state ?? null}::text is null or l.state = ${state ?? null})
    and (${text}::text is null or l.code = ${text} or strpos(lower(l.community), lower(${text})) > 0 or l.member_id = any(${[...meant]}::text[]))`;
  const { rows } = await sql<LeaderRow & { waits: number }>`
    select ${LEADER}, ${waits} as waits from leaders.leader l
    where ${which} and (${after === null} or (${waits}, l.no) < (${after?.[0] ?? null}::int, ${after?.[1] ?? null}::bigint))
    order by waits desc, l.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ waits: first, no }) => [first, no], await present(ctx, rows));
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from leaders.leader l where ${which}`)) };
}

/** Throws `leaders.not_found`. */
export async function readLeader(ctx: Ctx, id: string): Promise<View> {
  const row = await findLeader(ctx, id);
  return (await present(ctx, [row]))(row);
}

/** Throws `leaders.not_found`. */
export async function findLeader(ctx: Ctx, id: string): Promise<LeaderRow> {
  const { rows } = await sql<LeaderRow>`
    select ${LEADER} from leaders.leader l where l.id = ${id} and l.behind_no is null
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw leaderErrors.error('not_found', { id });
  return row;
}

async function present(ctx: Ctx, rows: readonly LeaderRow[]): Promise<(row: LeaderRow) => View> {
  const people = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const [figures, pointOf, rules] = [await figuresOf(ctx, rows), await pointsOf(ctx, rows), await readRules(ctx)];
  const memberIds = rows.map(({ memberId }) => memberId);
  const often = await buyers.often(ctx, { since: window(ctx, rules).since, least: 1, memberIds, most: rows.length });
  const orders = new Map(often.map((one) => [one.memberId, one.orders]));
  return (row) => {
    const { no, id, memberId, state, way, community, reason, because, decidedBy, distributorId, storeId } = row;
    return {
      ...{ id, state, way, community, reason, because, decidedBy, distributorId },
      code: row.code ?? '',
      person: { memberId, nickname: people.get(row.personNo)?.nickname ?? '' },
      point: pointOf(storeId),
      orders: orders.get(memberId) ?? 0,
      ...(figures.get(no) ?? NOTHING),
      since: row.since.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    };
  };
}
