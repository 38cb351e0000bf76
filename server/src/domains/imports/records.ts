import { type Words, words } from '@huoshui/contracts/words';

/** A record of the file, or a line that is none. `row` is the line it begins on, counted from 1, as editors count. */
export type FileRecord =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly broken: Words; readonly text: string };

const MAX_LINE = 64 * 1024;
/** A quoted cell may hold line breaks; one that holds more than this lost its closing quote. */
const MAX_LINES = 30;
const MAX_RECORD = 16 * 1024;

const tooLong = words(`这一行超过 ${MAX_LINE} 个字符`, `This line has more than ${MAX_LINE} characters`);
const unclosed = words('引号没有成对', 'A quote is never closed');

/**
 * The records of a delimited file (RFC 4180, and more forgiving). Whatever is wrong with a line stays with that line: an
 * unclosed quote or an endless line is told and the next line is read as usual, so one slip does not cost the file.
 */
export function* readRecords(text: string, delimiter: string): Generator<FileRecord> {
  let at = 0;
  for (let row = 1; at < text.length; row += 1) {
    const end = lineEnd(text, at);
    const line = text.slice(at, Math.min(end, at + MAX_LINE + 1));
    if (line.length > MAX_LINE) yield { row, broken: tooLong, text: line };
    else if (!line.includes('"')) {
      if (line.trim() !== '') yield { row, cells: line.split(delimiter) };
    } else {
      const record = readQuoted(text, at, delimiter);
      if (record === null) yield { row, broken: unclosed, text: line };
      else {
        yield { row, cells: record.cells };
        row += record.lines - 1;
        at = record.end + 1;
        continue;
      }
    }
    at = end + 1;
  }
}

/** The lines of a fixed-width file. */
export function* readLines(text: string): Generator<{ row: number; line: string }> {
  let at = 0;
  for (let row = 1; at < text.length; row += 1) {
    const end = lineEnd(text, at);
    const line = text.slice(at, Math.min(end, at + MAX_LINE));
    if (line.trim() !== '') yield { row, line };
    at = end + 1;
  }
}

/** How many lines hold anything. */
export function countLines(text: string): number {
  let count = 0;
  for (const _ of readLines(text)) count += 1;
  return count;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

type Quoted = { readonly cells: string[]; readonly end: number; readonly lines: number };

/** One record from `from` on, whose cells may be quoted; null when a quote is never closed. */
function readQuoted(text: string, from: number, delimiter: string): Quoted | null {
  const cells: string[] = [];
  const limit = furthestEnd(text, from);
  let lines = 1;
  let at = from;
  for (;;) {
    if (text[at] !== '"') {
      const next = nextOf(text, at, delimiter);
      cells.push(text.slice(at, next));
      at = next;
    } else {
      const closed = readCell(text, at, delimiter, limit);
      if (closed === null) return null;
      cells.push(closed.cell);
      lines += closed.cell.split('\n').length - 1;
      at = closed.end;
    }
    if (text[at] !== delimiter) return { cells, end: at, lines };
    at += 1;
  }
}

/** A quoted cell: two quotes are one, and a quote that no delimiter or line end follows is a letter like any other. */
function readCell(text: string, from: number, delimiter: string, limit: number): { cell: string; end: number } | null {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote > limit) return null;
    cell += text.slice(at, quote);
    const next = text[quote + 1];
    if (next === undefined || next === delimiter || next === '\n') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + (next === '"' ? 2 : 1);
  }
}

/** Where a record that begins here must have ended; keeps a file of unclosed quotes from being read again for each line. */
function furthestEnd(text: string, from: number): number {
  let end = from - 1;
  for (let line = 0; line < MAX_LINES && end < text.length; line += 1) end = lineEnd(text, end + 1);
  return Math.min(end, from + MAX_RECORD);
}

function nextOf(text: string, from: number, delimiter: string): number {
  const end = lineEnd(text, from);
  const next = text.indexOf(delimiter, from);
  return next < 0 || next > end ? end : next;
}
