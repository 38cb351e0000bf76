import { toCsv } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { MAX_ERRORS } from './carry-out.ts';
import { showImport } from './list.ts';
import { listErrors } from './queries.ts';

export async function listRowErrors(ctx: Ctx, id: string, query: { cursor?: string; limit?: number }) {
  const { errors } = await showImport(ctx, id);
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, 2);
  const after = cursor === null ? null : { row: Number(cursor[0]), nth: Number(cursor[1]) };
  const rows = await listErrors(ctx, id, after, limit + 1);
  const page = toPage(
    rows,
    limit,
    (row) => [row.row, row.nth],
    ({ nth: _nth, ...error }) => error,
  );
  return { ...page, total: errors };
}

/** All kept errors as a file for the one who mends the rows; what a file said is made inert by toCsv. */
export async function exportRowErrors(ctx: Ctx, id: string): Promise<string> {
  const { errors } = await showImport(ctx, id);
  const rows = await listErrors(ctx, id, null, MAX_ERRORS * 2);
  const cells = rows.map(({ row, column, message, text }) => [row, column, message, text]);
  const more = errors > MAX_ERRORS ? [[null, null, `共 ${errors} 行有问题，这里列出前 ${MAX_ERRORS} 条`, null]] : [];
  return toCsv(['行号', '列', '问题', '原文'], [...cells, ...more]);
}
