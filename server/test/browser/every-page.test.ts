import { describe, expect, it } from 'vitest';
import { findings, unseenFocus } from './access.ts';
import { openEnglishDesk } from './english-desk.ts';
import { overflow } from './seen.ts';
import { walkPages } from './walk-pages.ts';

// Every page of the console that has its own address, in one walk. Those of one thing: every-opening.test.ts.

const desk = await openEnglishDesk();
const { page, open, faults } = desk;

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

describe('the console in English', async () => {
  it('would be caught with a word of Chinese, with an object in place of a word, and wider than its window', async () => {
    await open('/products');
    await page.evaluate("document.querySelector('h1').append('商品', String({}))");
    expect(await faults()).toEqual(['商品', '[object Object]']);
    expect(await overflow(page)).toBe(0);
    await page.evaluate("document.querySelector('main').style.width = '3000px'");
    expect(await overflow(page)).toBeGreaterThan(0);
  });

  await walkPages(desk, 'of many');
});
