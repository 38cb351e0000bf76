import { BadWire } from './adapter.ts';

/** What a text may unpack to; fifty events are far less. */
const MOST_CHARS = 8 * 1024 * 1024;
/** UTF-16 form: fifteen bits a character, 32 added so that none is a control character. */
const BITS = 15;

/** Text that lz-string's `compressToUTF16` made (pieroxy.net/blog/pages/lz-string). @throws BadWire */
export function fromLzUtf16(packed: string): string {
  const bits = bitsOf(packed);
  const entries: string[] = ['', '', ''];
  let width = 3;
  let room = 4;
  const literal = (code: number): string => String.fromCharCode(bits(code === 0 ? 8 : 16));
  const grow = (): void => {
    room -= 1;
    if (room > 0) return;
    room = 2 ** width;
    width += 1;
  };
  const first = bits(2);
  if (first === 2) return '';
  if (first > 2) throw new BadWire('lz-string is broken');
  let last = literal(first);
  entries.push(last);
  let out = last;
  for (;;) {
    let code = bits(width);
    if (code === 2) return out;
    if (code < 2) {
      entries.push(literal(code));
      code = entries.length - 1;
      grow();
    }
    const entry = entries[code] ?? (code === entries.length ? last + last.charAt(0) : null);
    if (entry === null) throw new BadWire('lz-string is broken');
    out += entry;
    if (out.length > MOST_CHARS) throw new BadWire('unpacks to too much', 'too_large');
    entries.push(last + entry.charAt(0));
    grow();
    last = entry;
  }
}

/** Reads so many bits, the lowest first. */
function bitsOf(packed: string): (count: number) => number {
  let at = 0;
  let left = 0;
  let word = 0;
  return (count) => {
    let value = 0;
    for (let n = 0; n < count; n += 1) {
      if (left === 0) {
        if (at >= packed.length) throw new BadWire('lz-string ends too early');
        word = packed.charCodeAt(at) - 32;
        at += 1;
        left = BITS;
      }
      left -= 1;
      value |= ((word >> left) & 1) << n;
    }
    return value;
  };
}
