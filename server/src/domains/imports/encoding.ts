import { importErrors } from './errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** What stands where bytes are none of the encoding; a line that has it is told. */
export const UNREADABLE = '\ufffd';

/**
 * A file's text and its encoding: UTF-8, UTF-16 (what Excel calls Unicode text) or GBK, which most Chinese systems write.
 * Lines end with \n afterwards. One broken byte costs its line, not the file.
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
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes.length === 0) throw importErrors.error('empty');
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  // The container of .xls.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw importErrors.error('spreadsheet');
  if (bytes.includes(0)) return unmarked(bytes);
  return (['utf-8', 'gb18030'] as const).find((encoding) => isIn(bytes, encoding)) ?? nearest(bytes);
}

/** UTF-16 whose mark is lost: commas, digits and ends of lines have their zero on one side, few characters on the other, and it says text. */
function unmarked(bytes: Uint8Array): Encoding {
  const found = (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    const side = encoding === 'utf-16le' ? 1 : 0;
    const most = zerosOn(side, bytes) > zerosOn(1 - side, bytes);
    return most && bytes.length % 2 === 0 && isIn(bytes, encoding) && isText(bytes, encoding);
  });
  if (found === undefined) throw importErrors.error('not_text');
  return found;
}

function zerosOn(side: number, bytes: Uint8Array): number {
  let zeros = 0;
  for (let at = side; at < bytes.length; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros;
}

/** No control characters but those that part cells and lines. */
function isText(bytes: Uint8Array, encoding: Encoding): boolean {
  return !/(?![\t\r\n])\p{Cc}|\ufffd/u.test(new TextDecoder(encoding).decode(bytes));
}

/**
 * The encoding of a file with broken bytes. A line of Chinese in GBK is next to never good UTF-8, but one in UTF-8 is often
 * good GBK: so UTF-8 it is where half of the lines that could tell say so.
 */
function nearest(bytes: Uint8Array): Encoding {
  let [lines, telling, asUtf8, brokenInGbk] = [0, 0, 0, 0];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    from = end < 0 ? bytes.length : end + 1;
    lines += 1;
    if (line.every((byte) => byte < 0x80)) continue;
    telling += 1;
    if (isIn(line, 'utf-8')) asUtf8 += 1;
    if (!isIn(line, 'gb18030')) brokenInGbk += 1;
  }
  if (asUtf8 * 2 >= telling) return 'utf-8';
  if (brokenInGbk * 2 < lines) return 'gb18030';
  throw importErrors.error('wrong_encoding');
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
