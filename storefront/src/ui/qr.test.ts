import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { digitsCode } from './qr.ts';

const SCALE = 6;
const QUIET = 4;

/** The modules as a picture, with the quiet zone around them. */
function pictureOf(modules: readonly (readonly boolean[])[]) {
  const size = (modules.length + 2 * QUIET) * SCALE;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const on = modules[Math.floor(y / SCALE) - QUIET]?.[Math.floor(x / SCALE) - QUIET] === true;
      if (on) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  return { pixels, size };
}

it('reads as the digits it was made of, whatever and however many they are', () => {
  for (const digits of ['123456784', '000000000', '999999999', '7', '12', '31415926535897932'.slice(0, 17)]) {
    const { pixels, size } = pictureOf(digitsCode(digits));
    expect(jsQR(pixels, size, size)?.data, digits).toBe(digits);
  }
});

it('still reads when a corner of it is covered', () => {
  const modules = digitsCode('123456784').map((row, y) => row.map((on, x) => (x > 17 && y > 17 ? false : on)));
  const { pixels, size } = pictureOf(modules);
  expect(jsQR(pixels, size, size)?.data).toBe('123456784');
});

it('is made of digits only', () => {
  for (const wrong of ['', '12a', '1'.repeat(18)]) expect(() => digitsCode(wrong)).toThrow(RangeError);
});
