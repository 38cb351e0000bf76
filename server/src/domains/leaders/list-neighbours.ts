import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { leaderContract } from '@huoshui/contracts/leaders';
import type { NeighbourDeed } from '@huoshui/contracts/words/leaders';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { maskName } from '../../platform/mask-name.ts';
import { findByPersonNo } from '../members/index.ts';
import { type Her, leadersOf } from './leader.ts';
import { findLeader } from './list-leaders.ts';

type Shape = (typeof leaderContract)['GET /api/admin/leaders/:id/neighbours'];
type Hers = (typeof leaderContract)['GET /api/shop/leaders/neighbours'];
type Query = RouteIn<Hers>['query'];
type Row = {
  readonly personNo: number;
  readonly memberId: string;
  readonly new: boolean;
  readonly cameAt: Date;
  readonly countedAt: Date | null;
  readonly countedBy: NeighbourDeed | null;
  readonly reward: number | null;
};
const MOST_COUNTED = 10_000;

/** Whom she brought, the latest first. Throws `leaders.not_found`. */
export async function listNeighbours(ctx: Ctx, id: string, query: Query): Promise<RouteOut<Shape>> {
  const { no } = await findLeader(ctx, id);
  const { rows, names, toItems } = await read(ctx, no, query);
  const page = toItems(({ personNo, memberId, countedBy, countedAt, ...row }) => ({
    person: { memberId, nickname: names.get(personNo)?.nickname ?? '' },
    ...{ state: stateOf({ ...row, countedAt }), by: countedBy, reward: row.reward ?? 0 },
    ...{ cameAt: row.cameAt.toISOString(), countedAt: countedAt?.toISOString() ?? null },
  }));
  if (query.cursor !== undefined || rows.length === 0) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${FROM(no)}`)) };
}

export async function listHerNeighbours(ctx: Ctx, her: Her, query: Query): Promise<RouteOut<Hers>> {
  const no = (await leadersOf(ctx, [her.personNo])).get(her.personNo)?.no ?? 0;
  const { names, toItems } = await read(ctx, no, query);
  return toItems(({ personNo, ...row }) => ({
    name: maskName(names.get(personNo)?.nickname ?? '') ?? '',
    ...{ state: stateOf(row), reward: row.reward ?? 0, cameAt: row.cameAt.toISOString() },
  }));
}

const FROM = (no: number) => sql`from leaders.neighbour n join leaders.leader l on l.no = n.leader_no
  where coalesce(l.behind_no, l.no) = ${no}`;

async function read(ctx: Ctx, no: number, { cursor, limit = 20 }: Query) {
  const after = decodeCursor(cursor, ['instant', 'int']);
  const { rows } = await sql<Row>`
    select n.person_no, n.member_id, n.new, n.came_at, n.counted_at, n.counted_by, n.reward ${FROM(no)}
      and (${after === null} or (n.came_at, n.person_no) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::int))
    order by n.came_at desc, n.person_no desc limit ${limit + 1}
  `.execute(ctx.db);
  const names = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const toItems = <T>(show: (row: Row) => T) =>
    toPage(rows, limit, ({ cameAt, personNo }) => [cameAt.toISOString(), personNo], show);
  return { rows, names, toItems };
}

function stateOf({ new: isNew, countedAt }: Pick<Row, 'new' | 'countedAt'>): 'came' | 'known' | 'counted' {
  if (countedAt !== null) return 'counted';
  return isNew ? 'came' : 'known';
}
