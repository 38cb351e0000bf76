import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { CDNOW_COLUMNS, previewCdnow } from './cdnow.ts';
import { short } from './cells.ts';
import { UNREADABLE } from './encoding.ts';
import { importErrors } from './errors.ts';
import type { ImportRow } from './import.ts';
import type { Mapping } from './mapping.ts';
import { findImport } from './queries.ts';
import { readText } from './read-file.ts';
import { type FileRecord, readRecords } from './records.ts';
import { firstRows, MAX_COLUMNS, suggestMapping } from './suggest.ts';

const ROWS = 20;

export type Preview = {
  readonly suggestion: Mapping;
  readonly header: Words[];
  readonly rows: string[][];
  readonly notes: Words[];
};

/** How the file is most likely to be read, its first rows cut that way, and what was not read. Throws `not_found`, `file_gone`. */
export async function previewImport(ctx: Ctx, id: string): Promise<Preview> {
  const found = await findImport(ctx, id);
  if (found === undefined) throw importErrors.error('not_found');
  const text = await readText(found);
  const suggestion = suggestMapping(text, ctx.now());
  if (suggestion.format === 'cdnow') {
    const rows = previewCdnow(text, ROWS);
    return {
      suggestion,
      header: CDNOW_COLUMNS.map(plainWords),
      rows,
      notes: notesOf(found, text, { shown: rows.length }),
    };
  }
  const { delimiter = ',', titleLines = 0 } = suggestion;
  const all = firstRows(text, delimiter, titleLines + ROWS + 1).slice(titleLines);
  const rows = all.map((row) => row.slice(0, MAX_COLUMNS).map((cell) => short(cell, 100)));
  const named = suggestion.header ? (rows.shift() ?? []) : [];
  const header = (suggestion.columns ?? suggestion.goods ?? named).map((_, n) =>
    named[n] ? plainWords(named[n]) : words(`第 ${n + 1} 列`, `Column ${n + 1}`),
  );
  const shown = rows.slice(0, ROWS);
  const columns = Math.max(0, ...all.map((row) => row.length));
  return {
    suggestion,
    header,
    rows: shown,
    notes: notesOf(found, text, { shown: shown.length, titleLines, columns, delimiter }),
  };
}

type Looked = {
  readonly shown: number;
  readonly titleLines?: number;
  readonly columns?: number;
  readonly delimiter?: string;
};

/** What of a file is not in its preview, or was not read at all. */
function notesOf({ rows, sheets, sheet }: ImportRow, text: string, looked: Looked): Words[] {
  const { shown, titleLines = 0, columns = 0, delimiter } = looked;
  const notes: Words[] = [];
  const unread = sheets.filter(({ name }) => name !== sheet).map(({ name }) => name);
  if (unread.length > 0)
    notes.push(
      words(
        `工作簿有 ${sheets.length} 张表，读的是“${sheet}”；没有读：${unread.map((name) => `“${name}”`).join('、')}`,
        `The workbook has ${sheets.length} sheets: “${sheet}” is read, and these are not: ${unread.map((name) => `“${name}”`).join(', ')}`,
      ),
    );
  if (titleLines > 0)
    notes.push(
      words(`列名上面有 ${titleLines} 行，不读`, `${titleLines} lines above the names of the columns are not read`),
    );
  if (rows > shown)
    notes.push(
      words(`这里是前 ${shown} 行，文件约有 ${rows} 行`, `The first ${shown} of some ${rows} lines are shown`),
    );
  if (columns > MAX_COLUMNS)
    notes.push(
      words(
        `有 ${columns} 列，第 ${MAX_COLUMNS} 列以后的不读`,
        `There are ${columns} columns; those after the ${MAX_COLUMNS}th are not read`,
      ),
    );
  const unreadable = linesWith(text, UNREADABLE);
  if (unreadable > 0)
    notes.push(
      words(
        `${unreadable} 行有无法识别的字节，不会导入，会列在“有问题的行”里`,
        `${unreadable} lines have bytes that are no letters: they do not come in and are listed among the problems`,
      ),
    );
  const broken = delimiter === undefined ? 0 : brokenAmong(readRecords(text, delimiter), titleLines + ROWS + 1);
  if (broken > 0)
    notes.push(
      words(
        `开头有 ${broken} 行不完整，这里没有显示`,
        `${broken} lines at the beginning are incomplete and not shown here`,
      ),
    );
  return notes;
}

function linesWith(text: string, letter: string): number {
  let lines = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at)) {
    lines += 1;
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return lines;
}

function brokenAmong(records: Iterable<FileRecord>, count: number): number {
  let [seen, broken] = [0, 0];
  for (const record of records) {
    if ('broken' in record) broken += 1;
    else seen += 1;
    if (seen === count) break;
  }
  return broken;
}
