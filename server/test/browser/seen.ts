import type { Frame, Page, Request } from 'playwright-core';

/**
 * Everything on the page that can be read: the tab's title, texts in sight, and what stands for a picture or in an empty
 * field. Left out is the phone, which shows what a shopper sees, in her language.
 */
export async function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const inSight = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.hs-phone');
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() !== '' && !element.closest('script, style') && inSight(element)) texts.push(node.data.trim());
    }
    for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
      for (const element of document.querySelectorAll('[' + name + ']'))
        if (inSight(element)) texts.push(element.getAttribute(name));
    return texts;
  })()`);
}

/** How far the page can be moved sideways, which nobody wants. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}

/** Until what was asked for is there: nothing is fetched, nothing says that it loads. */
export function patience(page: Page): () => Promise<void> {
  return waiting(page, page.mainFrame(), consoleIsDrawn);
}

/** The same for the shop that a played phone shows. */
export function phonePatience(page: Page, shop: Frame): () => Promise<void> {
  return waiting(page, shop, shopIsDrawn);
}

const consoleIsDrawn =
  "document.querySelector('main .ant-skeleton, main .hs-skeleton, main .ant-spin-spinning, main .ant-card-loading') === null && (document.querySelector('main')?.innerText.length ?? 0) > 15";
/** Pages that she left stay below, unseen. */
const shopIsDrawn =
  "![...document.querySelectorAll('[class*=Skeleton], .first')].some((one) => one.checkVisibility()) && document.body.innerText.length > 5";

function waiting(page: Page, frame: Frame, drawn: string): () => Promise<void> {
  const asked = new Set<Request>();
  page.on('request', (request) => {
    // What a page is told as it happens never ends.
    if (!request.isNavigationRequest() && request.frame() === frame && request.resourceType() !== 'eventsource')
      asked.add(request);
  });
  const answered = (request: Request) => void asked.delete(request);
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  const quiet = async () => asked.size === 0 && (await frame.evaluate<boolean>(drawn));
  return async () => {
    const deadline = performance.now() + 20_000;
    // Twice in a row: between two answers there is a moment without any.
    for (let calm = 0; calm < 2; ) {
      calm = (await quiet()) ? calm + 1 : 0;
      if (performance.now() > deadline) throw new Error(`${frame.url()} is never done`);
      await page.waitForTimeout(40);
    }
  };
}
