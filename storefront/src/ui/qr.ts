/**
 * The modules of a QR code of digits, row by row, dark where true: version 1 (21 × 21) with the strongest correction, which
 * holds seventeen digits. ISO/IEC 18004; the first mask always, which every reader takes. No canvas: what draws it are boxes.
 */
export function digitsCode(digits: string): readonly (readonly boolean[])[] {
  if (!/^\d{1,17}$/.test(digits)) throw new RangeError('digits only, seventeen at most');
  const data = dataBytes(digits);
  const bits = [...data, ...correction(data)].flatMap((byte) => bitsOf(byte, 8));
  const dark = Array.from({ length: SIZE }, () => Array.from({ length: SIZE }, (): boolean | null => null));
  const put = (row: number, column: number, on: boolean) => {
    const line = dark[row];
    if (line !== undefined && column >= 0 && column < SIZE) line[column] = on;
  };
  for (const [top, left] of [
    [0, 0],
    [0, SIZE - 7],
    [SIZE - 7, 0],
  ] as const)
    finder(put, top, left);
  for (let n = 8; n < SIZE - 8; n += 1) {
    put(6, n, n % 2 === 0);
    put(n, 6, n % 2 === 0);
  }
  format(put);
  let next = 0;
  for (const [row, column] of path()) {
    if (dark[row]?.[column] !== null) continue;
    // Seven bits fewer than modules in other versions; here they fit exactly.
    const on = (bits[next] ?? 0) === 1;
    next += 1;
    put(row, column, on !== ((row + column) % 2 === 0));
  }
  return dark.map((line) => line.map((on) => on === true));
}

const SIZE = 21;
const DATA = 9;
const CORRECTION = 17;

type Put = (row: number, column: number, on: boolean) => void;

/** Mode, how many digits, the digits by threes; then padding. */
function dataBytes(digits: string): number[] {
  const bits = [...bitsOf(1, 4), ...bitsOf(digits.length, 10)];
  for (let at = 0; at < digits.length; at += 3) {
    const part = digits.slice(at, at + 3);
    bits.push(...bitsOf(Number(part), [4, 7, 10][part.length - 1] ?? 10));
  }
  bits.push(...Array.from({ length: Math.min(4, DATA * 8 - bits.length) }, () => 0));
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes = Array.from({ length: bits.length / 8 }, (_, n) =>
    Number.parseInt(bits.slice(n * 8, n * 8 + 8).join(''), 2),
  );
  for (let n = 0; bytes.length < DATA; n += 1) bytes.push(n % 2 === 0 ? 236 : 17);
  return bytes;
}

function bitsOf(value: number, length: number): number[] {
  return Array.from({ length }, (_, n) => (value >> (length - 1 - n)) & 1);
}

/** Reed–Solomon over GF(256), x⁸ + x⁴ + x³ + x² + 1. */
function correction(data: readonly number[]): number[] {
  let generator = [1];
  for (let n = 0; n < CORRECTION; n += 1) {
    const root = power(n);
    generator = [...generator, 0].map((one, at) => one ^ times(generator[at - 1] ?? 0, root));
  }
  const rest = [...data, ...Array.from({ length: CORRECTION }, () => 0)];
  for (let at = 0; at < data.length; at += 1) {
    const factor = rest[at] ?? 0;
    for (const [n, one] of generator.entries()) rest[at + n] = (rest[at + n] ?? 0) ^ times(one, factor);
  }
  return rest.slice(data.length);
}

function times(a: number, b: number): number {
  let product = 0;
  for (let n = 7; n >= 0; n -= 1) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0);
    if ((b >> n) & 1) product ^= a;
  }
  return product & 0xff;
}

function power(n: number): number {
  let value = 1;
  for (let k = 0; k < n; k += 1) value = times(value, 2);
  return value;
}

function finder(put: Put, top: number, left: number): void {
  for (let row = -1; row <= 7; row += 1)
    for (let column = -1; column <= 7; column += 1) {
      const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
      if (top + row >= 0 && top + row < SIZE) put(top + row, left + column, ring === 3 || ring <= 1);
    }
}

/** Level H and mask 0, with their own correction, twice; and the module that is always dark. */
function format(put: Put): void {
  const level = 0b10000;
  let rest = level << 10;
  for (let n = 14; n >= 10; n -= 1) if ((rest >> n) & 1) rest ^= 0x537 << (n - 10);
  const word = ((level << 10) | rest) ^ 0x5412;
  for (let n = 0; n < 15; n += 1) {
    const on = ((word >> n) & 1) === 1;
    if (n < 6) put(n, 8, on);
    else if (n < 8) put(n + 1, 8, on);
    else if (n === 8) put(8, 7, on);
    else put(8, 14 - n, on);
    if (n < 8) put(8, SIZE - 1 - n, on);
    else put(SIZE - 15 + n, 8, on);
  }
  put(SIZE - 8, 8, true);
}

/** Two columns at a time from the right, up and down by turns; the column of the timing pattern is skipped. */
function path(): (readonly [number, number])[] {
  const places: (readonly [number, number])[] = [];
  for (let pair = 0; pair < 10; pair += 1) {
    const right = SIZE - 1 - pair * 2 - (pair >= 7 ? 1 : 0);
    for (let n = 0; n < SIZE; n += 1) {
      const row = pair % 2 === 0 ? SIZE - 1 - n : n;
      places.push([row, right], [row, right - 1]);
    }
  }
  return places;
}
