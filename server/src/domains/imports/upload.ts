import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { isXlsx, xlsxAsCsv } from '../../platform/xlsx.ts';
import { decode } from './encoding.ts';
import { type Import, presentImport } from './import.ts';
import { insertImport } from './queries.ts';
import { countLines } from './records.ts';
import { headLines } from './suggest.ts';

/**
 * Keep a file that somebody brought, a workbook as the text of its first sheet. Nothing is read from it yet but its encoding.
 * @throws imports.empty, spreadsheet, not_text, wrong_encoding; platform.not_a_workbook, workbook_too_large
 */
export async function uploadImport(ctx: Ctx, file: { readonly name: string; readonly bytes: Buffer }): Promise<Import> {
  const bytes = isXlsx(file.bytes) ? Buffer.from(await xlsxAsCsv(file.bytes)) : file.bytes;
  const { text, encoding } = decode(bytes);
  const row = await insertImport(ctx, {
    id: newId('imp'),
    fileName: shownName(file.name),
    path: await ctx.files.keep(bytes, 'txt'),
    encoding,
    bytes: bytes.length,
    rows: countLines(text) - headLines(text, ctx.now()),
  });
  if (row === undefined) throw new Error('an import vanished while being made');
  return presentImport(row);
}

/** The name as people see it: no folders, no invisible letters. */
function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(-120) || 'import.csv'
  );
}
