import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitLines, SMALLEST } from './fit-lines.ts';

/** A Chinese letter is as wide as its size, another about half of it. */
const wide = (text: string) => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 1 : 0.55), 0);

it('a short text keeps its size, a longer one shrinks a little, a long one has two lines', () => {
  expect(fitLines('扫码看产地', 120, 10, wide)).toEqual({ size: 10, lines: ['扫码看产地'] });
  expect(fitLines('扫码看产地，送到家门口', 100, 10, wide)).toMatchObject({ lines: ['扫码看产地，送到家门口'] });
  const long = fitLines('徐汇店 收银台立牌 名字特别特别长的一个码看看会不会截断在哪里', 120, 7.5, wide);
  expect([long.size > SMALLEST, long.lines.length]).toEqual([true, 2]);
  expect(long.lines.join('').replaceAll(' ', '')).toBe('徐汇店收银台立牌名字特别特别长的一个码看看会不会截断在哪里');
});

it('a word is torn only where no line has room for it', () => {
  expect(fitLines('Aurora 货架码的名字很长很长', 60, 10, wide).lines[0]).toMatch(/^Aurora/);
  const torn = fitLines('AuroraAuroraAurora', 60, 7.575757575757576, wide);
  expect(torn.lines.join('')).toBe('AuroraAuroraAurora');
  for (const line of torn.lines) expect(wide(line) * torn.size).toBeLessThanOrEqual(60);
});

it('is never smaller than can be read and never wider than its cell; what does not fit ends in an ellipsis', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('货', '架', 'Aurora', ' ', '9', '·'), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 60, max: 300, noNaN: true }),
      fc.double({ min: SMALLEST, max: 28, noNaN: true }),
      (letters, most, size) => {
        const text = letters.join('');
        const fitted = fitLines(text, most, size, wide);
        expect(fitted.size).toBeGreaterThanOrEqual(SMALLEST);
        expect(fitted.lines.length).toBeLessThanOrEqual(2);
        const whole = fitted.lines.join('').replaceAll(' ', '') === text.replaceAll(' ', '');
        expect(whole || (fitted.lines.at(-1) ?? '').endsWith('…')).toBe(true);
        for (const line of fitted.lines) expect(wide(line) * fitted.size).toBeLessThanOrEqual(most + 0.001);
      },
    ),
  );
});
