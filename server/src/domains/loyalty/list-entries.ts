import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { findMembers } from '../members/index.ts';
import { listEntryRows } from './entries.ts';
import type { EntryRow } from './tables.ts';

type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };
type LedgerQuery = PageQuery & { readonly memberId?: string | undefined; readonly kind?: string | undefined };

/** The ledger of all, or of one member, newest first, with names. */
export async function listLedger(ctx: Ctx, query: LedgerQuery) {
  const rows = await readRows(ctx, query);
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  return pageOf(rows, query, (row) => ({
    ...present(row),
    memberId: row.memberId,
    memberName: members.get(row.memberId)?.nickname ?? '',
  }));
}

/** Her own. */
export async function listHers(ctx: Ctx, memberId: string, query: PageQuery) {
  return pageOf(await readRows(ctx, { ...query, memberId }), query, present);
}

async function readRows(ctx: Ctx, { memberId = undefined, kind = undefined, cursor, limit = 20 }: LedgerQuery) {
  const after = decodeCursor(cursor, ['number'])?.[0] ?? null;
  return listEntryRows(ctx, {
    memberId: memberId ?? null,
    kind: kind ?? null,
    after: after === null ? null : String(after),
    limit: limit + 1,
  });
}

function pageOf<T>(rows: readonly EntryRow[], { limit = 20 }: PageQuery, view: (row: EntryRow) => T) {
  return toPage(rows, limit, (row) => [Number(row.id)], view);
}

function present({ id, at, kind, points, note, orderId }: EntryRow) {
  return { id, at: at.toISOString(), kind, points, note: readSaid(note), orderId };
}
