import type { AuditEntry as AuditEntryShape } from '@huoshui/contracts/operators';
import type { Words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { shanghaiTime } from '../../platform/calendar.ts';
import { toCsv } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { newId } from '../../platform/ids.ts';
import { type AuditFilter, countAuditEntries, insertAuditEntry, listAuditEntries } from './audit-queries.ts';
import type { AuditRow } from './tables.ts';

export type AuditEntry = Static<typeof AuditEntryShape>;

export type AuditInput = {
  readonly action: string;
  readonly area: string;
  readonly entityId: string | null;
  readonly summary: Words;
  readonly details: unknown;
};

const maxDetailCharacters = 16_000;

/** Writes down who did what, in the transaction of the deed when there is one: both are kept or neither. */
export async function recordAudit(ctx: Ctx, entry: AuditInput): Promise<void> {
  const details = entry.details ?? null;
  const size = JSON.stringify(details).length;
  await insertAuditEntry(ctx, {
    ...entry,
    id: newId('aud'),
    at: ctx.now(),
    operatorId: ctx.actor.kind === 'operator' ? ctx.actor.id : null,
    operatorName: ctx.actor.kind === 'operator' ? ctx.actor.name : '系统',
    details: size <= maxDetailCharacters ? details : { leftOut: `${size} characters` },
    requestId: ctx.requestId,
  });
}

export async function listAudit(
  ctx: Ctx,
  query: AuditFilter & { readonly cursor?: string; readonly limit?: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null; total: number }> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, 2);
  const before = cursor === null ? null : { at: new Date(String(cursor[0])), id: String(cursor[1]) };
  const rows = await listAuditEntries(ctx, query, before, limit + 1);
  const page = toPage(rows, limit, (row) => [row.at.toISOString(), row.id], present);
  return { ...page, total: await countAuditEntries(ctx, query) };
}

/** The newest 10 000 entries of a filter. Names and summaries are texts that people wrote: toCsv makes them inert. */
export async function exportAudit(ctx: Ctx, filter: AuditFilter): Promise<string> {
  const rows = await listAuditEntries(ctx, filter, null, 10_000);
  return toCsv(
    ['时间', '操作人', '模块', '对象', '说明', '接口', '请求编号'],
    rows.map((row) => [
      shanghaiTime(row.at),
      row.operatorName,
      row.area,
      row.entityId,
      row.summary.zh,
      row.action,
      row.requestId,
    ]),
  );
}

function present(row: AuditRow): AuditEntry {
  return { ...row, at: row.at.toISOString() };
}
