import { readFile } from 'node:fs/promises';
import { textIn } from './encoding.ts';
import { importErrors } from './errors.ts';
import type { ImportRow } from './import.ts';

/** The text of an import's file. Throws `imports.file_gone`. */
export async function readText({ path, encoding }: Pick<ImportRow, 'path' | 'encoding'>): Promise<string> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw importErrors.error('file_gone');
  return textIn(bytes, encoding);
}
