import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cssVariables } from './tokens.ts';

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
