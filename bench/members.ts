import type { Definition } from '../server/src/domains/journeys/definition.ts';
import type { Result } from './kit/result.ts';
import { atSizes, peakOf, within } from './kit/sizes.ts';
import { settleRules } from './million/rules.ts';
import { ask, type MillionShop, withShop } from './million/shop.ts';

const EVENTS = 10_000;
/** Who bought, and is none of those that first logins merge. */
const PERSON = 5003;

/**
 * README: in a shop of a million members, the page of a member with 10 000 events, lifecycle and RFM of all of them made anew, and a journey
 * tried on the last 30 days.
 */
export async function run(): Promise<Result[]> {
  return atSizes(async (members) =>
    withShop(members, async (shop) => [
      await profile(shop),
      await dryRun(shop),
      await madeAnew(shop),
      peakOf(shop.storePid, 2048),
    ]),
  );
}

/** Everything that the page asks at first: herself, then the rest at once, as a browser does. */
async function profile(shop: MillionShop): Promise<Result> {
  await giveHistory(shop);
  const path = `/api/admin/members/mem_${String(PERSON).padStart(26, '0')}`;
  return within(
    `page of a member with ${EVENTS} events`,
    150,
    async () => {
      const { personNo } = JSON.parse(await ask(shop, path));
      if (personNo !== PERSON) throw new Error(`another member: ${personNo}`);
      const [timeline = ''] = await Promise.all(PARTS.map(async (part) => ask(shop, `${path}/${part}`)));
      if (JSON.parse(timeline).items.length === 0) throw new Error('her timeline is empty');
    },
    7,
  );
}

const PARTS = [
  'timeline?limit=30',
  ...['merges', 'consents', 'level', 'points', 'grade', 'insight', 'value', 'segments', 'codes', 'run-outs'],
];

async function giveHistory({ running: { ctx } }: MillionShop): Promise<void> {
  await ctx.events.exec(
    `INSERT INTO events (name, person_no, ts, event_id, received_at, source, session_id, page, value, product_id, category_id, order_id, props)
     SELECT name, ${PERSON}, now64(3) - toIntervalMinute(number * 100) AS ts, concat('busy ', toString(number)), ts, if(position(name, '.') > 0, 'fact', 'sdk'),
       concat('s', toString(intDiv(number, 5))), concat('pages/', toString(number % 12)), if(name = 'order.paid', 5000, 0), concat('prd_', toString(number % 60)),
       concat('cat_', toString(number % 20)), if(name = 'order.paid', concat('ord_busy_', toString(number)), ''),
       if(name = 'order.paid', '{"number":"N1","memberId":"mem_0","amount":5000,"source":"shop","first":false,"offers":[],"lines":[]}', '{"from":"home"}')
     FROM (SELECT number, arrayElement(['page_view', 'page_view', 'product_view', 'exposure', 'cart_add', 'checkout', 'search', 'order.paid'], 1 + number % 8) AS name FROM numbers(${EVENTS}))`,
  );
}

const told = { template: 'careReminder', channels: ['inbox'] };
/** Parted by a question and by chance; who buys in the meantime is let alone. */
const definition: Definition = {
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  start: 'wait',
  nodes: [
    { key: 'wait', kind: 'wait', values: { period: 3 * 1440 }, ways: { next: 'asked' } },
    {
      key: 'asked',
      kind: 'paid_orders',
      values: { atLeast: 3, sinceEntry: false },
      ways: { yes: 'care', no: 'split' },
    },
    { key: 'split', kind: 'random_split', values: { parts: '2', a: 50, b: 50 }, ways: { a: 'care', b: 'mark' } },
    { key: 'care', kind: 'message', values: told, ways: { next: 'mark' } },
    { key: 'mark', kind: 'tag', values: { tag: '已关怀', remove: false }, ways: { next: 'again' } },
    { key: 'again', kind: 'wait_for', values: { what: 'paid', days: 7 }, ways: { told: null, timeout: 'last' } },
    { key: 'last', kind: 'message', values: told, ways: { next: null } },
  ],
  goal: { kind: 'order_paid', values: { withinDays: 30 } },
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 10,
  budgetId: null,
};

async function dryRun(shop: MillionShop): Promise<Result> {
  const send = async (method: string, path: string, body: object) =>
    JSON.parse(await ask(shop, `/api/admin/drawings${path}`, { method, body: JSON.stringify(body) }));
  const { id } = await send('POST', '', { name: '试算' });
  await send('PUT', `/${id}`, { name: '试算', definition, places: {} });
  let entered = 0;
  const row = await within('dry run of 30 days', 10_000, async () => {
    ({ entered } = await send('POST', `/${id}/dry-run`, { days: 30 }));
  });
  if (entered === 0) throw new Error('nobody came in');
  return { ...row, name: `${row.name}, ${entered} came in` };
}

/** Every buyer stands where new rules say, and both reports of all of them are read. */
async function madeAnew(shop: MillionShop): Promise<Result> {
  return within(
    'lifecycle and RFM of all made anew',
    10_000,
    async () => {
      await settleRules(shop);
      await ask(shop, '/api/admin/lifecycle');
      await ask(shop, '/api/admin/rfm');
    },
    1,
  );
}
