import type { Grant } from '@huoshui/contracts/benefits';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { benefitErrors } from './errors.ts';
import { countGrantRows, findGrant, listGrantRows } from './grant-queries.ts';
import type { GrantRow } from './tables.ts';

const MOST_COUNTED = 10_000;

type GrantView = Static<typeof Grant>;

export type GrantQuery = Partial<
  Readonly<Record<'q' | 'cursor' | 'memberId' | 'causeId' | 'budgetId' | 'state', string | undefined>>
> & { readonly limit?: number | undefined };

/** The ledger, newest first. */
export async function listGrants(
  ctx: Ctx,
  query: GrantQuery,
): Promise<{ items: GrantView[]; nextCursor: string | null; total?: number; andMore?: true }> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['instant', 'text']);
  const which = {
    q: query.q?.trim() || null,
    meant: await membersShown.meant(ctx, query.q),
    memberId: query.memberId ?? null,
    causeId: query.causeId ?? null,
    budgetId: query.budgetId ?? null,
    state: query.state ?? null,
  };
  const rows = await listGrantRows(ctx, {
    ...which,
    after: cursor && { at: new Date(cursor[0]), id: cursor[1] },
    limit: limit + 1,
  });
  const members = await findMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.grantedAt.toISOString(), row.id],
    (row) => present(row, members),
  );
  if (cursor !== null) return page;
  // The whole ledger is not counted for a list: of a budget or a cause it is a number that led here.
  const exact = which.budgetId !== null || which.causeId !== null;
  return { ...page, ...(await countGrantRows(ctx, which, exact ? Number.MAX_SAFE_INTEGER : MOST_COUNTED)) };
}

/** One ledger row; throws `benefits.grant_not_found`. */
export async function readGrant(ctx: Ctx, id: string): Promise<GrantView> {
  const row = await findGrant(ctx, id);
  if (row === undefined) throw benefitErrors.error('grant_not_found', { id });
  return present(row, await findMembers(ctx, [row.memberId]));
}

function present(row: GrantRow, members: ReadonlyMap<string, { readonly nickname: string }>): GrantView {
  return {
    id: row.id,
    at: row.grantedAt.toISOString(),
    memberId: row.memberId,
    memberName: members.get(row.memberId)?.nickname ?? '',
    kind: row.kind,
    label: row.label,
    cost: row.cost,
    actualCost: row.actualCost,
    state: row.state,
    because: { kind: row.becauseKind, id: row.becauseId, label: readSaid(row.becauseLabel) },
    budgetId: row.budgetId,
    budgetName: row.budgetName,
    ledTo: row.orderId === null ? null : { orderId: row.orderId, amount: row.orderAmount ?? 0 },
  };
}
