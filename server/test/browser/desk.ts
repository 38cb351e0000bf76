import type { Locator, Page } from 'playwright-core';

export type Desk = {
  /** A text that is to be seen in the storefront, inside the phone's frame. */
  seen(text: string | RegExp): Locator;
  /** Tap what says exactly this. */
  tap(text: string): Promise<void>;
  /** Tap it on the sheet that lies over the storefront's page. */
  tapOnSheet(text: string): Promise<void>;
  /** Type into the field with this placeholder. */
  type(placeholder: string, text: string): Promise<void>;
  /** WeChat's own answer sheets and chats, outside the frame. */
  answer(button: string): Promise<void>;
  openServiceNotice(): Promise<void>;
  leap(button: '+1 天' | '+3 天'): Promise<void>;
  /** `YYYY-MM-DDTHH:mm`, Shanghai time. */
  goTo(moment: string): Promise<void>;
};

/** The sandbox's page with one phone on the desk, handled as a person does. */
export function deskOn(page: Page): Desk {
  const mini = page.frameLocator('iframe.mini-frame').first();
  const seen = (text: string | RegExp) => mini.getByText(text, { exact: true }).filter({ visible: true }).last();
  const clockSaid = async (method: 'GET' | 'POST') =>
    page.waitForResponse((answer) => answer.request().method() === method && answer.url().endsWith('/clock'));
  const travel = async (start: () => Promise<void>) => {
    const set = clockSaid('POST');
    await start();
    await set;
    // The server answers at once and goes on its way; when the page has asked for it, the bar is there until it has arrived.
    await clockSaid('GET');
    await page.waitForTimeout(200);
    // Days go by hour by hour with all that happens in them: that is work, not a page that is late.
    await page.getByRole('progressbar').waitFor({ state: 'hidden', timeout: 150_000 });
  };
  return {
    seen,
    tap: async (text) => click(() => seen(text)),
    tapOnSheet: async (text) => {
      const sheet = mini.locator('[class*=Sheet-module-layer]').filter({ visible: true });
      await sheet.getByText(text, { exact: true }).click();
    },
    type: async (placeholder, text) => {
      const field = `input[placeholder="${placeholder}"], textarea[placeholder="${placeholder}"]`;
      await mini.locator(field).filter({ visible: true }).last().fill(text);
    },
    answer: async (button) => page.getByRole('button', { name: button, exact: true }).click(),
    openServiceNotice: async () => {
      await page.getByRole('button', { name: '回到微信' }).click();
      await page.locator('.chat-row', { hasText: '服务通知' }).click();
      await page.getByRole('button', { name: '进入小程序查看' }).last().click();
    },
    leap: async (button) => travel(async () => page.getByRole('button', { name: button, exact: true }).click()),
    goTo: async (moment) => {
      await page.getByLabel('前往的时间').fill(moment);
      await travel(async () => page.getByRole('button', { name: '前往' }).click());
    },
  };
}

/**
 * A click holds on to what it found first; when that goes away under it, with the page before this one, what is asked
 * for has to be found anew.
 */
async function click(find: () => Locator): Promise<void> {
  try {
    await find().click({ timeout: 3_000 });
  } catch {
    await find().click();
  }
}
