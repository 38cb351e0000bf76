import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import type { Cells } from '../../platform/table-file.ts';
import { MAX_ERRORS } from './carry-out.ts';
import { showImport } from './list.ts';
import { listErrors } from './queries.ts';

export async function listRowErrors(ctx: Ctx, id: string, query: { cursor?: string; limit?: number }) {
  const { errors } = await showImport(ctx, id);
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['int', 'int']);
  const after = cursor === null ? null : { row: cursor[0], nth: cursor[1] };
  const rows = await listErrors(ctx, id, after, limit + 1);
  const page = toPage(
    rows,
    limit,
    (row) => [row.row, row.nth],
    ({ nth: _nth, ...error }) => error,
  );
  return { ...page, total: errors };
}

const columns: Cells['columns'] = [
  { key: 'row', words: words('行号', 'Line'), kind: 'count' },
  { key: 'column', words: words('列', 'Column'), kind: 'text' },
  { key: 'message', words: words('问题', 'Problem'), kind: 'text' },
  { key: 'text', words: words('原文', 'As it stands'), kind: 'text' },
];

/** All kept errors as a file for the one who mends the lines. */
export async function rowErrorTable(ctx: Ctx, id: string): Promise<Cells> {
  const { errors } = await showImport(ctx, id);
  const rows = await listErrors(ctx, id, null, MAX_ERRORS * 2);
  const kept = rows.map(({ row, column, message, text }) => [row, column, message, text]);
  if (errors <= MAX_ERRORS) return { columns, rows: kept };
  const more = words(
    `共 ${errors} 行有问题，这里列出前 ${MAX_ERRORS} 条`,
    `${errors} lines have problems; these are the first ${MAX_ERRORS}`,
  );
  return { columns, rows: [...kept, [null, null, more, null]] };
}
