import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { findByPersonNo, membersShown } from '../members/index.ts';
import { DISTRIBUTOR, type DistributorRow, distributorsBy } from './distributor.ts';
import { distributionErrors } from './errors.ts';
import { figuresOf } from './figures.ts';

type Shape = (typeof distributionContract)['GET /api/admin/distributors'];
type View = RouteOut<Shape>['items'][number];
const MOST_COUNTED = 10_000;

/** The latest application first. Words find those whom they may mean, and a code. */
export async function listDistributors(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { q, cursor, limit = 20, state } = query;
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const text = q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  const which = sql`d.behind_no is null and (${state ?? null}::text is null or d.state = ${state ?? null})
    and (${text}::text is null or d.code = ${text} or d.member_id = any(${[...meant]}::text[]))`;
  const { rows } = await sql<DistributorRow>`
    select ${DISTRIBUTOR} from distribution.distributor d where ${which} and (${after}::bigint is null or d.no < ${after})
    order by d.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = await present(ctx, rows);
  const page = toPage(rows, limit, ({ no }) => [no], shown);
  if (after !== null) return page;
  return {
    ...page,
    ...(await countUpTo(ctx, MOST_COUNTED, sql`select from distribution.distributor d where ${which}`)),
  };
}

/** Throws `distribution.not_found`. */
export async function readDistributor(ctx: Ctx, id: string): Promise<View> {
  const { rows } = await sql<DistributorRow>`
    select ${DISTRIBUTOR} from distribution.distributor d where d.id = ${id} and d.behind_no is null
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('not_found', { id });
  return (await present(ctx, rows))(row);
}

async function present(ctx: Ctx, rows: readonly DistributorRow[]): Promise<(row: DistributorRow) => View> {
  const parents = await distributorsBy(
    ctx,
    rows.flatMap(({ parentNo }) => parentNo ?? []),
  );
  const people = await findByPersonNo(
    ctx,
    [...rows, ...parents.values()].map(({ personNo }) => personNo),
  );
  const figures = await figuresOf(
    ctx,
    rows.map(({ no }) => no),
  );
  const nameOf = ({ personNo }: DistributorRow) => people.get(personNo)?.nickname ?? '';
  return (row) => {
    const { no, id, memberId, code, state, parentNo, reason, because, decidedBy, frozen, balance } = row;
    const parent = parents.get(parentNo ?? 0);
    return {
      ...{ id, state, code, reason, because, decidedBy, frozen, balance },
      person: { memberId, nickname: nameOf(row) },
      parent: parent === undefined ? null : { id: parent.id, nickname: nameOf(parent) },
      ...(figures.get(no) ?? { customers: 0, team: 0, paid: 0 }),
      appliedAt: row.appliedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    };
  };
}
