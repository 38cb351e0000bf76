import { describe } from 'vitest';
import { openEnglishDesk } from './english-desk.ts';
import { walkPages } from './walk-pages.ts';

// Every page of the console that shows one thing, an order, a member, in one walk. All others: every-page.test.ts.

const desk = await openEnglishDesk();

describe('the console in English', async () => {
  await walkPages(desk, 'of one');
});
