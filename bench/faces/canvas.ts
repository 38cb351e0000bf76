import type { Browser, CDPSession, Page } from 'playwright-core';

/** A running product, and the session of somebody who may draw journeys. */
export type Console = { readonly url: string; readonly cookie: string };

export type Frames = {
  /** Frames drawn a second while the canvas is moved about. */
  readonly perSecond: number;
  /** ms of the main thread in the slower twentieth of them: below a sixtieth of a second nothing is missed. */
  readonly slowMs: number;
};

const STEPS = 100;
const MOVES_MS = 4000;

/** A journey of a hundred steps, drawn by its canvas and moved about by a hand, as Chromium's own trace has its frames. */
export async function canvasFrames(browser: Browser, { url, cookie }: Console): Promise<Frames> {
  const journeyId = await drawLong({ url, cookie });
  const [name = '', value = ''] = cookie.split('=');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  try {
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/console/journeys/${journeyId}/drawing?view=canvas`, { waitUntil: 'networkidle' });
    await page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 });
    const cdp = await context.newCDPSession(page);
    await move(page, 500);
    const events = await traced(cdp, async () => move(page, MOVES_MS));
    return framesOf(events);
  } finally {
    await context.close();
  }
}

async function move(page: Page, forMs: number): Promise<void> {
  const box = await page.locator('.react-flow__pane').first().boundingBox();
  if (!box) throw new Error('there is no canvas');
  const [x, y] = [box.x + box.width * 0.15, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const until = Date.now() + forMs;
  for (let n = 0; Date.now() < until; n += 1)
    await page.mouse.move(x + 60 * Math.sin(n / 20), y + 260 * Math.sin(n / 35));
  await page.mouse.up();
}

type Traced = { readonly name: string; readonly ts: number; readonly dur?: number };

async function traced(cdp: CDPSession, act: () => Promise<void>): Promise<readonly Traced[]> {
  const events: Traced[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Traced[])));
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline.frame'] },
  });
  await act();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  return events;
}

/** Frames by when they were drawn; the work of each, by the tasks of the page's own thread between two of them. */
function framesOf(events: readonly Traced[]): Frames {
  const drawn = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts);
  const [first, last] = [Math.min(...drawn), Math.max(...drawn)];
  const work = events
    .filter(({ name, dur }) => WORK.has(name) && dur !== undefined)
    .map(({ ts, dur = 0 }) => ({ ts, ms: dur / 1000 }));
  const times = drawn.toSorted((a, b) => a - b);
  const each = times.slice(1).map((until, n) => {
    const from = times[n] ?? until;
    return work.filter(({ ts }) => ts >= from && ts < until).reduce((sum, { ms }) => sum + ms, 0);
  });
  const slow = each.toSorted((a, b) => a - b)[Math.floor(each.length * 0.95)] ?? 0;
  return { perSecond: (drawn.length - 1) / ((last - first) / 1_000_000), slowMs: slow };
}

const WORK: ReadonlySet<string> = new Set([
  'EventDispatch',
  'FireAnimationFrame',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'Commit',
]);

/** A drawing of so many steps: waits, questions that part, messages; none of it runs. */
async function drawLong({ url, cookie }: Console): Promise<string> {
  const call = async (method: string, path: string, body: unknown, more: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie, ...more },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<{ id: string; journeyId: string; revision: number }>;
  };
  const { id, journeyId, revision } = await call('POST', '/api/admin/drawings', { name: '百步旅程' });
  const key = (n: number) => (n < STEPS ? `n${n}` : null);
  const nodes = Array.from({ length: STEPS }, (_, n) => {
    if (n % 5 === 4) {
      const values = { parts: '2', a: 50, b: 50, c: null, d: null };
      return { key: key(n), kind: 'random_split', values, ways: { a: key(n + 1), b: key(n + 3) } };
    }
    if (n % 5 === 2)
      return {
        key: key(n),
        kind: 'message',
        values: { template: 'careReminder', channels: ['inbox'] },
        ways: { next: key(n + 1) },
      };
    return { key: key(n), kind: 'wait', values: { period: 60 * (n + 1) }, ways: { next: key(n + 1) } };
  });
  const definition = {
    trigger: { kind: 'order_paid', values: { firstOnly: false } },
    start: 'n0',
    nodes,
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' },
    holdout: 10,
    budgetId: null,
  };
  await call(
    'PUT',
    `/api/admin/drawings/${id}`,
    { name: '百步旅程', definition, places: {} },
    { 'if-match': `${revision}` },
  );
  return journeyId;
}
