import { importErrors } from './errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

/**
 * A file's text and its encoding: UTF-8, UTF-16 (what Excel calls Unicode text) or GBK, which most Chinese systems write.
 * Lines end with \n afterwards.
 * @throws imports.empty, spreadsheet, not_text, wrong_encoding
 */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes);
  const text = textIn(bytes, encoding);
  if (text.trim() === '') throw importErrors.error('empty');
  return { text, encoding };
}

/** The text of bytes whose encoding was found when they came in. */
export function textIn(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n');
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes.length === 0) throw importErrors.error('empty');
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  // A zip is what .xlsx is inside; the other is the container of .xls.
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw importErrors.error('spreadsheet');
  }
  if (bytes.includes(0)) throw importErrors.error('not_text');
  const found = (['utf-8', 'gb18030'] as const).find((encoding) => isIn(bytes, encoding));
  if (found === undefined) throw importErrors.error('wrong_encoding');
  return found;
}

function isIn(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, n) => bytes[n] === byte);
}
