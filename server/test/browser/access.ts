import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

type Finding = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

const everything = "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }";
/** What a dark face may do to a page that is in nobody's way in the light. */
const coloursOnly = "{ type: 'rule', values: ['color-contrast'] }";

/** What axe finds by WCAG 2.1 A and AA, with the places where it stands, as text. Frames inside are pages of their own. */
export async function findings(place: Page | Frame, rules: string = everything): Promise<string[]> {
  await standStill(place);
  if (!(await place.evaluate("'axe' in window"))) await place.evaluate(axe);
  const found: readonly Finding[] = await place.evaluate(`axe.run(document, {
    runOnly: ${rules}, iframes: false, resultTypes: ['violations'], elementRef: false,
  }).then(({ violations }) => violations.map(({ id, nodes }) => ({
    id, nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 160), failureSummary })),
  })))`);
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary.split('\n')[1]?.trim()}`),
  );
}

export async function findingsInTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  try {
    // The console draws itself by its own word for it.
    await page.waitForFunction("(document.documentElement.dataset.mode ?? 'dark') === 'dark'");
    return await findings(page, coloursOnly);
  } finally {
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

/**
 * What the keyboard reaches and looks the same with it and without: no outline and no shadow, at it or close around it,
 * is another one. A frame may be drawn by what stands around a field, or by what an invisible field lies on.
 */
export async function unseenFocus(page: Page, place: Page | Frame = page): Promise<string[]> {
  await standStill(place);
  // A key was pressed: from here on the browser shows where a script puts the focus, too.
  await place.locator('body').press('Tab');
  return place.evaluate(`(async () => {
    const settled = async () => new Promise((done) => setTimeout(() => setTimeout(done)));
    const drawn = (at) => {
      const near = [at, at.nextElementSibling];
      for (let up = at.parentElement, n = 0; up && n < 4; up = up.parentElement, n += 1) near.push(up);
      return near.filter(Boolean).flatMap((one) => [null, '::before', '::after'].map((pseudo) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one, pseudo);
        const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : outlineWidth + outlineColor;
        return outline + '|' + boxShadow;
      })).join();
    };
    const reached = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')].filter(
      (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }),
    );
    // A long list is one kind of row a hundred times.
    const kinds = new Map(reached.map((one) => [one.tagName + one.type + one.className, one]));
    const unseen = [];
    for (const at of kinds.values()) {
      at.focus({ preventScroll: true });
      if (document.activeElement !== at) continue;
      await settled();
      const focused = drawn(at);
      at.blur();
      await settled();
      if (drawn(at) === focused) unseen.push(at.outerHTML.slice(0, 200));
      // So that the browser goes on showing it.
      at.focus({ preventScroll: true });
    }
    // What opens for the keyboard closes again.
    document.activeElement?.blur();
    await settled();
    return unseen;
  })()`);
}

/** What fades in has the colour of neither its beginning nor its end. */
async function standStill(place: Page | Frame): Promise<void> {
  await place.evaluate(`(() => {
    if (document.getElementById('stand-still')) return;
    const style = document.createElement('style');
    style.id = 'stand-still';
    style.textContent = '*, ::before, ::after { transition: none !important; animation-duration: 1ms !important; animation-delay: 0s !important }';
    document.head.append(style);
  })()`);
  await place.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
