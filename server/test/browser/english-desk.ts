import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { productRoot } from '../../src/launch/product.ts';
import { launchChromium } from './chromium.ts';
import { openEnglishShop } from './english-shop.ts';
import { patience, textsOn } from './seen.ts';

/**
 * A desk at which somebody reads the console who reads English, in a shop whose people write English: a Chinese word in
 * sight is a sentence of ours that has no English yet.
 */
export async function openEnglishDesk() {
  const shop = await openEnglishShop();
  // After the shop, so that it ends before it: a server waits for a page that listens to it, as the sandbox's does.
  const chromium = await launchChromium();
  const { page, complaints } = await chromium.open({ width: 1440, height: 1000 });
  const [name = '', value = ''] = shop.cookie.split('=');
  await page.context().addCookies([{ name, value, url: shop.url }]);
  await page.addInitScript("localStorage.setItem('huoshui.language', 'en')");
  const done = patience(page);
  const allowed = [...NAMES, ...shop.toShoppers.map(asFilledIn)];
  let heard = 0;

  function complained(): readonly string[] {
    const since = complaints.slice(heard);
    heard = complaints.length;
    return since;
  }

  return {
    shop,
    chromium,
    page,
    done,

    async open(address: string): Promise<void> {
      await page.goto(`${shop.url}/console${address}`);
      await done();
    },

    /** `/orders/:id` → `/orders/ord_…`. */
    addressOf(pattern: string): string {
      const [base = '', part = ''] = pattern.split('/:');
      if (base === pattern) return pattern;
      const id = shop.ids[base];
      if (id === undefined)
        throw new Error(`${pattern}: the shop of this test has none to show; add one to english-shop.ts`);
      // What follows the name of the parameter: `/labels` of `/lots/:id/labels`.
      return `${base}/${id}${part.replace(/^\w+/, '')}`;
    },

    /** What is wrong with what is in sight, each fault once. */
    async faults(): Promise<string[]> {
      const texts = await textsOn(page);
      const chinese = texts.filter((text) => HAN.test(text) && !allowed.some((one) => one.test(text)));
      const wrong = texts.filter((text) => BROKEN.test(text) && !HAN.test(text));
      return [...new Set([...chinese, ...wrong, ...complained()])];
    },
  };
}

/** A table of the faces' pages: by its address, not by its name, since the faces are compiled under other sets of types. */
export const pagesOf = async (file: string) => import(pathToFileURL(path.join(productRoot, file)).href);

/** Chinese that an English console shows: names, and what goes to shoppers. */
const NAMES: readonly RegExp[] = [
  /^活水$/, // the brand
  /^中文$/, // a language is called by its own name
  /活水(鲜生|优选)/, // mini programs, by the names that WeChat has of them
  /^(顺丰速运|京东快递|中通快递|圆通速递|申通快递|韵达快递|极兔速递|EMS|邮政快递包裹|德邦快递)$/, // carriers, as WeChat knows them
  /^上海市/, // a region, by the name that the list has of it
];
/** Letters, and the marks that belong to them. */
const HAN = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u;
const BROKEN = /\[object |\bundefined\b|\bNaN\b|Invalid Date|\{\{(?!product\}\})/;

/** A text of a template, whatever stands where its variables are. */
function asFilledIn(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^.*${parts.join('.*')}.*$`, 's');
}
