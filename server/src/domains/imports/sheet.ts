import type { Ctx } from '../../platform/ctx.ts';
import { importErrors } from './errors.ts';
import { type Import, presentImport } from './import.ts';
import { findImport, turnToSheet } from './queries.ts';

/**
 * Read another sheet of a workbook, before anything of it was brought in.
 * @throws imports.not_found, no_such_sheet, running, sheet_stays
 */
export async function readSheet(ctx: Ctx, id: string, name: string): Promise<Import> {
  const found = await findImport(ctx, id);
  if (found === undefined) throw importErrors.error('not_found');
  const sheet = found.sheets.find((one) => one.name === name);
  if (sheet === undefined) throw importErrors.error('no_such_sheet', { sheet: name });
  const row = await turnToSheet(ctx, id, sheet);
  if (row === undefined) throw importErrors.error(found.state === 'running' ? 'running' : 'sheet_stays');
  return presentImport(row);
}
