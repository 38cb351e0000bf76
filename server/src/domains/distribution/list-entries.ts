import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { distributionContract } from '@huoshui/contracts/distribution';
import type { DistributionEntryKind } from '@huoshui/contracts/words/distribution';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readDistributor } from './list-distributors.ts';

type Shape = (typeof distributionContract)['GET /api/admin/distributors/:id/entries'];
type Row = {
  readonly no: number;
  readonly kind: DistributionEntryKind;
  readonly frozen: number;
  readonly balance: number;
  readonly note: string;
  readonly at: Date;
};
const MOST_COUNTED = 10_000;

/** Her ledger, the latest first. Throws `distribution.not_found`. */
export async function listEntries(
  ctx: Ctx,
  id: string,
  { cursor, limit = 20 }: RouteIn<Shape>['query'],
): Promise<RouteOut<Shape>> {
  await readDistributor(ctx, id);
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const from = sql`distribution.entry e join distribution.distributor d on d.no = e.distributor_no where d.id = ${id}`;
  const { rows } = await sql<Row>`
    select e.no, e.kind, e.frozen, e.balance, e.note, e.at from ${from} and (${after}::bigint is null or e.no < ${after})
    order by e.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    ({ no, at, ...row }) => ({ ...row, id: String(no), at: at.toISOString() }),
  );
  return after === null ? { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from}`)) } : page;
}
