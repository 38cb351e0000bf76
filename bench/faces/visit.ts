import type { Browser, BrowserContext, CDPSession, Frame, Page } from 'playwright-core';

export type Place = {
  readonly size: { readonly width: number; readonly height: number };
  readonly address: string;
  /** Signs in, or plays the phone, before the page is opened. */
  readonly prepare: (context: BrowserContext) => Promise<void>;
  /** What one came for, in the page or in the frame in it. */
  readonly selector: string;
  readonly frame?: string;
};
export type Visit = {
  /** When the first text or picture was drawn. */
  readonly firstMs: number;
  /** When what one came for stood there. */
  readonly thereMs: number;
  /** Everything that was sent until then and on, until the line was quiet: heads and bodies, as they travelled. */
  readonly bytes: number;
};

/** A first visit over 1.6 Mbit/s down, 0.75 up, 150 ms there and back, with a quarter of the processor. */
export async function slowVisit(browser: Browser, place: Place): Promise<Visit> {
  const context = await browser.newContext({ viewport: place.size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  try {
    await place.prepare(context);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await slowDown(cdp);
    let bytes = 0;
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(place.address, { waitUntil: 'commit' });
    const frame = place.frame === undefined ? page.mainFrame() : await frameOf(page, place.frame);
    await frame.locator(place.selector).first().waitFor({ timeout: 60_000 });
    const thereMs: number = await frame.evaluate('performance.now()');
    const firstMs: number = await frame.evaluate(`new Promise((resolve) => new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName('first-contentful-paint');
      if (paint) resolve(paint.startTime);
    }).observe({ type: 'paint', buffered: true }))`);
    await page.waitForLoadState('networkidle', { timeout: 60_000 });
    return { firstMs, thereMs, bytes };
  } finally {
    await context.close();
  }
}

async function slowDown(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1_000_000) / 8,
    uploadThroughput: (0.75 * 1_000_000) / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

async function frameOf(page: Page, part: string): Promise<Frame> {
  for (let waited = 0; waited < 600; waited += 1) {
    const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes(part));
    if (frame) return frame;
    await page.waitForTimeout(20);
  }
  throw new Error(`no frame ${part}`);
}
