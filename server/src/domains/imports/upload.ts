import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { isXlsx, xlsxSheets } from '../../platform/xlsx.ts';
import { decode } from './encoding.ts';
import { type Import, presentImport, type Sheet } from './import.ts';
import { insertImport } from './queries.ts';
import { countLines } from './records.ts';
import { headLines } from './suggest.ts';

/**
 * Keep a file that somebody brought, a workbook as the texts of its sheets, of which the first is read. Nothing is read from it yet but
 * its encoding.
 * @throws imports.empty, spreadsheet, not_text, wrong_encoding; platform.not_a_workbook, workbook_too_large
 */
export async function uploadImport(ctx: Ctx, file: { readonly name: string; readonly bytes: Buffer }): Promise<Import> {
  const sheets = isXlsx(file.bytes) ? await keepSheets(ctx, file.bytes) : [];
  const [first] = sheets;
  const { encoding, ...kept } =
    first === undefined ? await keepText(ctx, isXlsx(file.bytes) ? Buffer.alloc(0) : file.bytes) : first;
  const row = await insertImport(ctx, {
    ...kept,
    encoding,
    id: newId('imp'),
    fileName: shownName(file.name),
    sheets: sheets.map(({ encoding: _, ...sheet }) => sheet),
    sheet: first?.name ?? null,
  });
  if (row === undefined) throw new Error('an import vanished while being made');
  return presentImport(row);
}

async function keepSheets(ctx: Ctx, bytes: Buffer) {
  const kept: (Sheet & Pick<Awaited<ReturnType<typeof keepText>>, 'encoding'>)[] = [];
  for (const { name, text } of await xlsxSheets(bytes))
    kept.push({ name, ...(await keepText(ctx, Buffer.from(text))) });
  return kept;
}

async function keepText(ctx: Ctx, bytes: Buffer) {
  const { text, encoding } = decode(bytes);
  const rows = countLines(text) - headLines(text, ctx.now());
  return { path: await ctx.files.keep(bytes, 'txt'), encoding, bytes: bytes.length, rows };
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
