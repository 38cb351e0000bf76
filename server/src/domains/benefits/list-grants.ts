import type { Grant } from '@huoshui/contracts/benefits';
import { words } from '@huoshui/contracts/words';
import { grantCause, grantKind, grantState } from '@huoshui/contracts/words/benefits';
import type { Static } from '@sinclair/typebox';
import { shanghaiTime } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { type Cells, upTo } from '../../platform/table-file.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { benefitErrors } from './errors.ts';
import { countGrantRows, findGrant, listGrantRows, sumGrants } from './grant-queries.ts';
import type { GrantRow } from './tables.ts';

const MOST_COUNTED = 10_000;

type GrantView = Static<typeof Grant>;

export type GrantQuery = Partial<
  Readonly<
    Record<
      'q' | 'cursor' | 'memberId' | 'causeId' | 'cause' | 'kind' | 'budgetId' | 'packageId' | 'couponId' | 'state',
      string | undefined
    >
  >
> & { readonly limit?: number | undefined };

/** The ledger, newest first. */
export async function listGrants(
  ctx: Ctx,
  query: GrantQuery,
): Promise<{
  items: GrantView[];
  nextCursor: string | null;
  total?: number;
  andMore?: true;
  sums?: { cost: number; actualCost: number };
}> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['instant', 'text']);
  const which = await whichOf(ctx, query);
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
  // The whole ledger is not counted for a list: of a budget, a cause or a coupon it is a number that led here.
  const exact = [which.budgetId, which.causeId, which.packageId, which.couponId].some((id) => id !== null);
  if (!exact) return { ...page, ...(await countGrantRows(ctx, which, MOST_COUNTED)) };
  const [counted, sums] = await Promise.all([
    countGrantRows(ctx, which, Number.MAX_SAFE_INTEGER),
    sumGrants(ctx, which),
  ]);
  return { ...page, ...counted, sums };
}

async function whichOf(ctx: Ctx, query: GrantQuery) {
  return {
    q: query.q?.trim() || null,
    meant: await membersShown.meant(ctx, query.q),
    memberId: query.memberId ?? null,
    causeId: query.causeId ?? null,
    cause: query.cause ?? null,
    kind: query.kind ?? null,
    budgetId: query.budgetId ?? null,
    packageId: query.packageId ?? null,
    couponId: query.couponId ?? null,
    state: query.state ?? null,
  };
}

/** A file holds so many, the newest ones. */
const MOST_LINES = 50_000;

const columns: Cells['columns'] = [
  { key: 'at', words: words('时间', 'When'), kind: 'text' },
  { key: 'member', words: words('会员', 'Member'), kind: 'text' },
  { key: 'kind', words: words('种类', 'Kind'), kind: 'text' },
  { key: 'label', words: words('权益', 'Benefit'), kind: 'text' },
  { key: 'cause', words: words('来源', 'From'), kind: 'text' },
  { key: 'because', words: words('因为', 'Because'), kind: 'text' },
  { key: 'cost', words: words('预计成本', 'Expected cost'), kind: 'money' },
  { key: 'actual', words: words('实际成本', 'Actual cost'), kind: 'money' },
  { key: 'state', words: words('状态', 'State'), kind: 'text' },
  { key: 'budget', words: words('预算', 'Budget'), kind: 'text' },
  { key: 'order', words: words('带来的订单', 'Order it led to'), kind: 'text' },
  { key: 'amount', words: words('订单金额', 'Paid for it'), kind: 'money' },
];

/** The same as a file. */
export async function grantTable(ctx: Ctx, query: GrantQuery): Promise<Cells> {
  const read = await listGrantRows(ctx, { ...(await whichOf(ctx, query)), after: null, limit: MOST_LINES + 1 });
  const { rows, more } = upTo(MOST_LINES, read);
  const members = await findMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  return {
    columns,
    rows: rows.map((row) => [
      shanghaiTime(row.grantedAt),
      members.get(row.memberId)?.nickname ?? '',
      Object.entries(grantKind).find(([kind]) => kind === row.kind)?.[1] ?? row.kind,
      row.label,
      Object.entries(grantCause).find(([kind]) => kind === row.becauseKind)?.[1] ?? row.becauseKind,
      readSaid(row.becauseLabel),
      row.cost,
      row.actualCost,
      grantState[row.state],
      row.budgetName,
      row.orderId,
      row.orderAmount,
    ]),
    more,
  };
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
