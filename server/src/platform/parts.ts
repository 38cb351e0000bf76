/**
 * Several short texts in one cell of a file: `红;L`. One that holds a separator itself, or blanks at its ends, stands in quotes as a
 * cell of a CSV does, so that what was written is what is read.
 */
export function joinParts(parts: readonly string[], separators: RegExp): string {
  return parts.map((part) => quoted(part, separators)).join(';');
}

export function quoted(text: string, separators: RegExp): string {
  const plain = !separators.test(text) && !text.includes('"') && text === text.trim();
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

export function unquoted(text: string): string {
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(text.trim()) ?? [];
  return inner === undefined ? text.trim() : inner.replaceAll('""', '"');
}

/** The parts as they stand, quotes too; a quote opens at the beginning of a part or behind a colon only, and has to close. */
export function splitParts(text: string, separators: RegExp): string[] {
  const parts: string[] = [''];
  let open = false;
  for (const char of text) {
    const last = parts.length - 1;
    const so = parts[last] ?? '';
    if (char === '"' && (open || /(?:^|[:：])\s*$/.test(so))) open = !open;
    if (!open && separators.test(char)) parts.push('');
    else parts[last] = so + char;
  }
  // Never closed: it was no quote, an inch perhaps.
  return (open ? text.split(separators) : parts).map((part) => part.trim()).filter((part) => part !== '');
}
