import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const source = path.resolve(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /texts\.ts$/.test(file));

it('what is filled into a text stands in two braces: in one it would be read as it is', () => {
  expect(files.length).toBeGreaterThan(20);
  const single = files.flatMap((file) =>
    [...readFileSync(path.join(source, file), 'utf8').matchAll(/(?<!\{)\{\w+\}(?!\})/g)].map(
      ([what]) => `${file}: ${what}`,
    ),
  );
  expect(single).toEqual([]);
});
