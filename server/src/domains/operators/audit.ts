import type { AuditEntry as AuditEntryShape } from '@huoshui/contracts/operators';
import { type Words, words, wordsOf } from '@huoshui/contracts/words';
import { auditArea } from '@huoshui/contracts/words/permissions';
import type { Static } from '@sinclair/typebox';
import { shanghaiTime } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { newId } from '../../platform/ids.ts';
import { type Cells, upTo } from '../../platform/table-file.ts';
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

/** Whom a change is put down to that no operator made. */
const bySystem = words('系统', 'System');
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
    operatorName: ctx.actor.kind === 'operator' ? ctx.actor.name : bySystem.zh,
    apiKey: ctx.actor.kind === 'operator' ? (ctx.actor.key?.name ?? null) : null,
    details: size <= maxDetailCharacters ? details : { leftOut: `${size} characters` },
    requestId: ctx.requestId,
  });
}

export async function listAudit(
  ctx: Ctx,
  query: AuditFilter & { readonly cursor?: string; readonly limit?: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null; total: number; andMore?: true }> {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['instant', 'text']);
  const before = cursor === null ? null : { at: new Date(cursor[0]), id: cursor[1] };
  const rows = await listAuditEntries(ctx, query, before, limit + 1);
  const page = toPage(rows, limit, (row) => [row.at.toISOString(), row.id], present);
  return { ...page, ...(await countAuditEntries(ctx, query)) };
}

const columns: Cells['columns'] = [
  { key: 'at', words: words('时间', 'Time'), kind: 'text' },
  { key: 'operator', words: words('操作人', 'Operator'), kind: 'text' },
  { key: 'area', words: words('模块', 'Area'), kind: 'text' },
  { key: 'entity', words: words('对象', 'Object'), kind: 'text' },
  { key: 'summary', words: words('说明', 'What'), kind: 'text' },
  { key: 'action', words: words('接口', 'Route'), kind: 'text' },
  { key: 'request', words: words('请求编号', 'Request'), kind: 'text' },
  { key: 'key', words: words('API 密钥', 'API key'), kind: 'text' },
  { key: 'no', words: words('封存序号', 'Sealed as no.'), kind: 'count' },
  { key: 'hash', words: words('哈希', 'Hash'), kind: 'text' },
];

/** The newest 10 000 entries of a filter. */
export async function auditTable(ctx: Ctx, filter: AuditFilter): Promise<Cells> {
  const { rows, more } = upTo(MOST_LINES, await listAuditEntries(ctx, filter, null, MOST_LINES + 1));
  return {
    columns,
    rows: rows.map((row) => [
      shanghaiTime(row.at),
      row.operatorId === null && row.operatorName === bySystem.zh ? bySystem : row.operatorName,
      wordsOf(auditArea, row.area),
      row.entityId,
      row.summary,
      row.action,
      row.requestId,
      row.apiKey,
      row.no ?? null,
      row.hash ?? null,
    ]),
    more,
  };
}

/** A file holds so many, the newest ones. */
const MOST_LINES = 10_000;

function present({ no = null, hash = null, ...row }: AuditRow): AuditEntry {
  const seal = no === null || hash === null ? null : { no, hash };
  return { ...row, at: row.at.toISOString(), before: row.before ?? null, seal };
}
