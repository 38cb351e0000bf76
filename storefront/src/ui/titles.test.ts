import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pages, tabPages } from './pages.ts';
import { titles } from './titles.ts';

const src = path.resolve(import.meta.dirname, '..');

it('says above a page in Chinese what the build says there', () => {
  for (const page of Object.values(pages))
    expect(readFileSync(path.join(src, `${page}.config.ts`), 'utf8')).toContain(
      `navigationBarTitleText: '${titles.zh(page)}'`,
    );
});

it('says on the tabs in Chinese what the build says there', () => {
  const [home, ...others] = tabPages;
  const config = readFileSync(path.join(src, 'app.config.ts'), 'utf8');
  expect(config).toContain(`tab(pages.home, '${titles.zh('homeTab')}'`);
  expect(home).toBe(pages.home);
  for (const page of others) expect(config).toContain(`, '${titles.zh(page)}', `);
});
