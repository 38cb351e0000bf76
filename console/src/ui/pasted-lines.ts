/** Cells of each line. Quotes hold separators and line ends; which separator it is, the first line says. */
export function linesOf(text: string): readonly (readonly string[])[] {
  const [first = ''] = text.split(/\r?\n/);
  const comma = /[,，;；]/.test(first);
  if (!comma && !first.includes('\t')) return text.split(/\r?\n/).map((line) => line.trim().split(/\s+/).map(bare));
  const cell = comma
    ? /("(?:[^"]|"")*"|[^,，;；\r\n]*)([,，;；]|\r?\n|$)/g
    : /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|$)/g;
  const lines: string[][] = [[]];
  for (const [whole, value = '', end = ''] of text.matchAll(cell)) {
    if (whole === '' && end === '') break;
    lines.at(-1)?.push(bare(/^"(?!")|^""$|^"""/.test(value) ? value.slice(1, -1).replaceAll('""', '"') : value));
    if (/\n/.test(end)) lines.push([]);
  }
  return lines;
}

function bare(cell: string): string {
  const text = cell.trim().replace(/^=?["'`]+|["'`]+$/g, '');
  const marked = /^\d{16,}$/.test(text) && /^(=|['`])|\t$/.test(cell.trimStart());
  return marked ? `'${text}` : text;
}

/** Spreadsheets of a Chinese Windows save a CSV in its own encoding. */
export function decodedText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
