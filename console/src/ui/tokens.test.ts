import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cssVariables, type Mode, palettes } from './tokens.ts';

const root = path.resolve(import.meta.dirname, '..');

it('every colour and size that a page names is one that there is, in the light and in the dark', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(css|tsx?)$/.test(file));
  const texts = files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
  const set = texts.flatMap(([, text]) => [...text.matchAll(/(--hs-[a-z-]+)['"]?\s*[\]:]/g)].map(([, name]) => name));
  for (const mode of ['light', 'dark'] as const) {
    const known = new Set([...set, ...[...cssVariables(mode).matchAll(/(--hs-[a-z-]+):/g)].map(([, name]) => name)]);
    const unknown = texts.flatMap(([file, text]) =>
      [...text.matchAll(/var\((--hs-[a-z-]+)/g)].flatMap(([, name]) => (known.has(name) ? [] : [`${file}: ${name}`])),
    );
    expect(unknown).toEqual([]);
  }
});

/** WCAG 2.1, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const light = (color: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const value = Number.parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0.05);
  const [bright = 1, dim = 1] = [light(one), light(other)].sort((a, b) => b - a);
  return bright / dim;
}

it.each<Mode>(['light', 'dark'])('every text can be read on its ground, and on what is filled: %s', (mode) => {
  const palette = palettes[mode];
  const grounds = ['paper', 'surface', 'surfaceSoft', 'raised', 'primarySoft'] as const;
  const inks = ['primary', 'ink', 'inkSoft', 'inkFaint', 'danger', 'success', 'warning'] as const;
  const filled = ['primary', 'danger', 'success', 'warning'] as const;
  const soft = { danger: 'dangerSoft', success: 'successSoft', warning: 'warningSoft' } as const;
  const pairs = [
    ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
    ...(['danger', 'success', 'warning'] as const).map((ink) => [ink, soft[ink]] as const),
    ...filled.map((ground) => ['surface', ground] as const),
  ];
  const unread = pairs.flatMap(([ink, ground]) => {
    const found = contrast(palette[ink], palette[ground]);
    return found < 4.5 ? [`${ink} on ${ground}: ${found.toFixed(2)}`] : [];
  });
  expect(unread).toEqual([]);
});
