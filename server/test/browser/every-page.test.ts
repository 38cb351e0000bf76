import { describe, expect, it } from 'vitest';
import { findings, findingsInTheDark, unseenFocus } from './access.ts';
import { openEnglishDesk, pagesOf } from './english-desk.ts';
import { overflow } from './seen.ts';

// Every page of the console, in one walk, as somebody reads it who reads English. On the way no page may be broken in any
// other manner, none may be in anybody's way (axe), and the keyboard is seen wherever it goes.

type Manifest = { readonly pages: readonly { readonly path: string }[] };
const { pages }: Manifest = await pagesOf('console/src/app/pages.ts');
const { page, done, open, addressOf, faults } = await openEnglishDesk();

describe('the console', () => {
  it('would be caught with a button that has no name, a word that is hard to read, and a place where no keyboard is seen', async () => {
    await open('/products');
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('afterbegin',
      '<button></button><p style="color: #aaa; background: #fff">pale</p><a href="#" class="unseen">here</a>' +
      '<style>.unseen { display: block; outline: none !important }</style>')`);
    const found = (await findings(page)).map((one) => one.split(':')[0]);
    expect(new Set(found)).toEqual(new Set(['button-name', 'color-contrast']));
    expect(await unseenFocus(page)).toEqual(['<a href="#" class="unseen">here</a>']);
  });
});

describe('the console in English', () => {
  it('would be caught with a word of Chinese, with an object in place of a word, and wider than its window', async () => {
    await open('/products');
    await page.evaluate("document.querySelector('h1').append('商品', String({}))");
    expect(await faults()).toEqual(['商品', '[object Object]']);
    expect(await overflow(page)).toBe(0);
    await page.evaluate("document.querySelector('main').style.width = '3000px'");
    expect(await overflow(page)).toBeGreaterThan(0);
  });

  it.each(pages.map((one) => one.path))(
    'speaks English at %s, is in nobody’s way, and fits a telephone',
    async (pattern) => {
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
    },
  );
});
