import { browserOf } from './faces/browser.ts';
import { openFaces } from './faces/product.ts';
import { slowVisit, type Visit } from './faces/visit.ts';
import type { Result } from './kit/result.ts';

/** ms from the first request until something of the page is drawn, over a slow line with a quarter of the processor. */
const FIRST_MS = 2500;
const KiB = 1024;

/**
 * README: both faces show their first content within 2.5 s at 1.6 Mbit/s, 150 ms away, and a quarter of this machine's
 * speed; and how much the running server really sends for them, compressed as a browser asks for it, pictures and answers
 * included. A first visit each time: nothing is cached.
 */
export async function run(): Promise<Result[]> {
  const product = await openFaces();
  const browser = await browserOf();
  try {
    const overview = await inTheMiddle(async () => slowVisit(browser, product.overview));
    const home = await inTheMiddle(async () => slowVisit(browser, product.home));
    return [
      ...rows('console overview', overview, { thereMs: 6500, sent: 520 }),
      ...rows('shop home', home, { thereMs: 4500, sent: 450 }),
    ];
  } finally {
    await browser.close();
    await product.close();
  }
}

/** Of three visits the one in the middle. */
async function inTheMiddle(visit: () => Promise<Visit>): Promise<Visit> {
  const visits = [await visit(), await visit(), await visit()];
  const [, middle] = visits.toSorted((a, b) => a.firstMs - b.firstMs);
  if (!middle) throw new Error('no visits');
  return middle;
}

type Most = { readonly thereMs: number; readonly sent: number };

function rows(name: string, { firstMs, thereMs, bytes }: Visit, most: Most): Result[] {
  const sent = Math.round(bytes / KiB);
  return [
    row(`${name}, first content`, Math.round(firstMs), 'ms', FIRST_MS),
    row(`${name}, what one came for`, Math.round(thereMs), 'ms', most.thereMs),
    row(`${name}, sent`, sent, 'KiB', most.sent),
  ];
}

const row = (name: string, value: number, unit: string, most: number): Result => ({
  name,
  value,
  unit,
  goal: `≤ ${most}`,
  ok: value <= most,
});
