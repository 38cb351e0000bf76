import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('a CSV file', () => {
  it('starts with a byte-order mark, so that Excel reads the Chinese', () => {
    expect(toCsv(['会员'], [['林知远']])).toBe('\uFEFF会员\r\n林知远\r\n');
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(toCsv(['a'], [['满 39,减 "10"\n元']])).toContain('"满 39,减 ""10""\n元"');
  });

  it('leaves a missing value empty and numbers as numbers, also negative ones', () => {
    expect(toCsv(['a', 'b', 'c'], [[null, -12.5, Number.NaN]])).toContain('\r\n,-12.5,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes the formula %j inert', (text) => {
    const [, line] = toCsv(['a'], [[text]]).split('\r\n');
    expect(line?.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('gives every text back to a reader of RFC 4180, apart from the apostrophe and the tab behind a number', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (cells) => {
        const body = toCsv(
          cells.map(() => 'h'),
          [cells],
        ).slice(1);
        const second = parse(body)[1] ?? [];
        expect(second).toEqual(cells.map(marked));
      }),
    );
  });
});

/** What would run gets an apostrophe, what a spreadsheet would round a tab. */
function marked(text: string): string {
  if (/^[=+\-@\t\r\n＝＋－＠]/.test(text)) return `'${text}`;
  const rounded =
    /^0[0-9]+$/.test(text) || /^[0-9]{12,}$/.test(text) || /^[0-9]+([.][0-9]+)?[eE][+-]?[0-9]+$/.test(text);
  return rounded ? `${text}\t` : text;
}

/** An independent reader: one character at a time. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += char;
  }
  return rows;
}
