import { plainWords } from '@huoshui/contracts/words';
import { runAttribution } from '../server/src/domains/analytics/attribution/attribution.ts';
import { runGmvTree } from '../server/src/domains/analytics/gmv/gmv-tree.ts';
import { noStages } from '../server/src/domains/analytics/gmv/stages.ts';
import { runLtv } from '../server/src/domains/analytics/ltv/ltv.ts';
import { noMarks } from '../server/src/domains/analytics/marks.ts';
import { runPaths } from '../server/src/domains/analytics/paths.ts';
import { addDays, shanghaiDay } from '../server/src/platform/calendar.ts';
import type { Ctx } from '../server/src/platform/ctx.ts';
import type { EventStore } from '../server/src/platform/event-store/client.ts';
import { withEventStore } from './kit/event-store.ts';
import type { Result } from './kit/result.ts';
import { atSizes, peakOf, within } from './kit/sizes.ts';
import { fillEvents } from './million/fill.ts';

const MOST_MS = 2000;

/**
 * README: where the money went, over a year of a shop of a million members and 20 million events, in ≤ 2 s: the GMV tree by each of its
 * branchings, attribution by all five models at once, what cohorts came to be worth, and the ways that visits went.
 */
export async function run(): Promise<Result[]> {
  return atSizes(async (members) => measure(members));
}

async function measure(members: number): Promise<Result[]> {
  return withEventStore(async (events, _url, pid) => {
    const now = new Date();
    // The reports ask the store, the clock and names.
    const ctx: Ctx = Object.assign(Object.create(null), {
      events,
      now: () => now,
      declared: new Map(),
      names: async () => Object.assign(() => plainWords(''), { ended: () => false, note: () => null }),
    });
    await fillEvents(ctx, members);
    await fillTouches(events);
    const to = shanghaiDay(now);
    const last = (days: number) => ({ from: addDays(to, 1 - days), to });
    const [month, year] = [last(30), last(365)];
    const asks: readonly (readonly [string, () => Promise<unknown>])[] = [
      ...(['newness', 'channel', 'category', 'whole'] as const).flatMap((by) => [
        [`GMV tree by ${by}, 30 days`, async () => runGmvTree(ctx, noStages, { ...month, by })] as const,
        [`GMV tree by ${by}, a year`, async () => runGmvTree(ctx, noStages, { ...year, by })] as const,
      ]),
      ['attribution, 30 days', async () => runAttribution(ctx, month)],
      ['attribution, a year', async () => runAttribution(ctx, year)],
      ['LTV by source, cohorts of a year', async () => runLtv(ctx, noMarks, { ...year, by: 'channel' })],
      ['paths of events, 30 days', async () => runPaths(ctx, { ...paths, ...month, node: 'event' })],
      ['paths of pages, 30 days', async () => runPaths(ctx, { ...paths, ...month, node: 'page' })],
      ['paths of events, a year', async () => runPaths(ctx, { ...paths, ...year, node: 'event' })],
    ];
    const results: Result[] = [];
    for (const [name, ask] of asks) results.push(await within(name, MOST_MS, ask));
    return [...results, peakOf(pid, 2048)];
  });
}

/** As the page asks at first: from where visits begin, five steps of the ten that most went. */
const paths = {
  direction: 'from',
  anchor: null,
  events: null,
  cut: { gapMs: 30 * 60_000 },
  collapse: true,
  steps: 5,
  top: 10,
} as const;

/** A third of the visits began with a mark or a way in WeChat, some with a message; a fifth of the orders used a coupon; each has two lines. */
async function fillTouches(events: EventStore): Promise<void> {
  const into =
    'INSERT INTO events (name, person_no, ts, event_id, received_at, source, session_id, value, order_id, props)';
  const chance = 'cityHash64(event_id)';
  await events.exec(`${into} SELECT 'app_launch', person_no, ts, concat('launch ', event_id), ts, 'sdk', session_id, 0, '',
    concat('{"scene":"', ['1001', '1047', '1007', '1089'][1 + ${chance} % 4], '"', if(${chance} % 3 = 0, concat(',"source":"poster', toString(${chance} % 40), '"'), ''), '}')
    FROM events WHERE name = 'page_view' AND ${chance} % 2 = 0`);
  await events.exec(`${into} SELECT 'message.opened', person_no, ts, concat('opened ', event_id), ts, 'fact', '', 0, '',
    concat('{"templateKey":"t', toString(${chance} % 6), '","title":"T","because":{"kind":"', if(${chance} % 8 = 0, 'journey', 'batch'), '","id":"jny_', toString(${chance} % 7), '","label":"J"}}')
    FROM events WHERE name = 'product_view' AND ${chance} % 8 < 2`);
  await events.exec(`${into} SELECT 'coupon.used', person_no, ts, concat('used ', event_id), ts, 'fact', '', 500, order_id,
    concat('{"templateId":"cpt_', toString(${chance} % 12), '","name":"C"}') FROM events WHERE name = 'order.paid' AND ${chance} % 5 = 0`);
  await events.exec(`ALTER TABLE events UPDATE props = concat('{"number":"', order_id, '","memberId":"mem_0","lines":[',
      arrayStringConcat(arrayMap(n -> concat('{"lineId":"', order_id, '.', toString(n), '","productId":"prd_1","skuId":"sku_1","categoryId":"cat_', toString((${chance} + n) % 20), '","name":"A product of the shop","quantity":1,"payable":', toString(intDiv(value, 2)), '}'), [0, 1]), ','), ']}')
    WHERE name = 'order.paid' SETTINGS mutations_sync = 2`);
  await events.exec('OPTIMIZE TABLE events FINAL');
}
