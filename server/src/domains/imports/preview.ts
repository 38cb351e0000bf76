import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { CDNOW_COLUMNS, previewCdnow } from './cdnow.ts';
import { short } from './cells.ts';
import { importErrors } from './errors.ts';
import type { Mapping } from './mapping.ts';
import { findImport } from './queries.ts';
import { readText } from './read-file.ts';
import { firstRows, MAX_COLUMNS, suggestMapping } from './suggest.ts';

const ROWS = 20;

/** How the file is most likely to be read, and its first rows cut that way. Throws `not_found`, `file_gone`. */
export async function previewImport(
  ctx: Ctx,
  id: string,
): Promise<{ suggestion: Mapping; header: Words[]; rows: string[][] }> {
  const found = await findImport(ctx, id);
  if (found === undefined) throw importErrors.error('not_found');
  const text = await readText(found);
  const suggestion = suggestMapping(text, ctx.now());
  if (suggestion.format === 'cdnow')
    return { suggestion, header: CDNOW_COLUMNS.map(plainWords), rows: previewCdnow(text, ROWS) };
  const rows = firstRows(text, suggestion.delimiter ?? ',', ROWS + 1).map((row) =>
    row.slice(0, MAX_COLUMNS).map((cell) => short(cell, 100)),
  );
  const named = suggestion.header ? (rows.shift() ?? []) : [];
  const header = (suggestion.columns ?? named).map((_, n) =>
    named[n] ? plainWords(named[n]) : words(`第 ${n + 1} 列`, `Column ${n + 1}`),
  );
  return { suggestion, header, rows: rows.slice(0, ROWS) };
}
