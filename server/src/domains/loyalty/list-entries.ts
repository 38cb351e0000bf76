import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { countEntries, listEntryRows } from './entries.ts';
import type { EntryRow } from './tables.ts';

type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };
type LedgerQuery = PageQuery & {
  readonly q?: string | undefined;
  readonly memberId?: string | undefined;
  readonly kind?: string | undefined;
};

/** The ledger of all, or of one member, newest first, with names; words find the entries of whom they may mean. */
export async function listLedger(ctx: Ctx, { q, memberId = undefined, kind = undefined, ...asked }: LedgerQuery) {
  const among = q?.trim() ? await membersShown.meant(ctx, q) : null;
  const which = { memberId: memberId ?? null, kind: kind ?? null, among };
  const rows = await readRows(ctx, which, asked);
  const members = await findMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  const page = pageOf(rows, asked, (row) => ({
    ...present(row),
    memberId: row.memberId,
    memberName: members.get(row.memberId)?.nickname ?? '',
  }));
  return asked.cursor ? page : { ...page, ...(await countEntries(ctx, which)) };
}

/** Her own. */
export async function listHers(ctx: Ctx, memberId: string, asked: PageQuery) {
  return pageOf(await readRows(ctx, { memberId, kind: null, among: null }, asked), asked, present);
}

async function readRows(ctx: Ctx, which: Parameters<typeof countEntries>[1], { cursor, limit = 20 }: PageQuery) {
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  return listEntryRows(ctx, { ...which, after: after === null ? null : String(after), limit: limit + 1 });
}

function pageOf<T>(rows: readonly EntryRow[], { limit = 20 }: PageQuery, view: (row: EntryRow) => T) {
  return toPage(rows, limit, (row) => [Number(row.id)], view);
}

function present({ id, at, kind, points, note, orderId }: EntryRow) {
  return { id, at: at.toISOString(), kind, points, note: readSaid(note), orderId };
}
