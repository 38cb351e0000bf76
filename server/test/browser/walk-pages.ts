import { expect, it } from 'vitest';
import { findings, findingsInTheDark, unseenFocus } from './access.ts';
import { type openEnglishDesk, pagesOf } from './english-desk.ts';
import { overflow } from './seen.ts';

type Manifest = { readonly pages: readonly { readonly path: string }[] };
type Desk = Awaited<ReturnType<typeof openEnglishDesk>>;

/**
 * Some pages of the console as somebody sees them who reads English: on the way none may be broken in any other manner,
 * none may be in anybody's way (axe), and the keyboard is seen wherever it goes.
 */
export async function walkPages({ page, done, open, addressOf, faults }: Desk, which: 'of many' | 'of one') {
  const { pages }: Manifest = await pagesOf('console/src/app/pages.ts');
  const patterns = pages.map(({ path }) => path).filter((path) => path.includes('/:') === (which === 'of one'));
  it.each(patterns)('speaks English at %s, is in nobody’s way, and fits a telephone', async (pattern) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await open(addressOf(pattern));
    expect(await faults(), 'at a desk').toEqual([]);
    expect(await findings(page), 'by axe').toEqual([]);
    expect(await findingsInTheDark(page), 'by axe in the dark').toEqual([]);
    expect(await unseenFocus(page), 'unseen with the keyboard on it').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await done();
    expect(await overflow(page), 'px sideways').toBeLessThanOrEqual(0);
    expect(await faults(), 'on a telephone').toEqual([]);
  });
}
