import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { importErrors } from './errors.ts';
import { type Import, presentImport } from './import.ts';
import { countImports, findImport, listImportRows } from './queries.ts';

export async function listImports(ctx: Ctx, query: { q?: string; cursor?: string; limit?: number }) {
  const limit = query.limit ?? 20;
  const cursor = decodeCursor(query.cursor, ['instant', 'text']);
  const before = cursor === null ? null : { at: new Date(cursor[0]), id: cursor[1] };
  const rows = await listImportRows(ctx, { q: query.q ?? '', before, limit: limit + 1 });
  const page = toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id], presentImport);
  return before === null ? { ...page, ...(await countImports(ctx, query.q ?? '')) } : page;
}

/** Throws `imports.not_found`. */
export async function showImport(ctx: Ctx, id: string): Promise<Import> {
  const row = await findImport(ctx, id);
  if (row === undefined) throw importErrors.error('not_found');
  return presentImport(row);
}
