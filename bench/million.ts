import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { bindKnownPhone } from '../server/src/domains/members/bind-phone.ts';
import { createMember } from '../server/src/domains/members/testing.ts';
import type { Result } from './kit/result.ts';
import { atSizes, peakOf } from './kit/sizes.ts';
import { type Ask, asksAt, heavyFunnel } from './million/asks.ts';
import { MERGES, phoneOf } from './million/fill.ts';
import { type Felt, loadOnDemand } from './million/load.ts';
import { settleRules } from './million/rules.ts';
import { ask, type MillionShop, withShop } from './million/shop.ts';

/**
 * README: a shop of a million members and 20 million events on this machine, while shoppers go on: what operators ask, a
 * change of the rules, first logins of imported members, and eight who ask the same heavy thing at once. The same at a
 * sixteenth and a quarter of the size shows how each grows.
 */
export async function run(): Promise<Result[]> {
  return atSizes(async (members) => withShop(members, async (shop) => measure(shop)));
}

async function measure(shop: MillionShop): Promise<Result[]> {
  const load = await startLoad(shop);
  const rows: Result[] = [row('made in', null, shop.filledMs / 1000, 's', 240)];
  try {
    await sleep(5000);
    const calm = await load.felt();
    for (const ask of asksAt(new Date())) {
      const took = await median(3, async () => call(shop, ask));
      rows.push(row(ask.name, ask.before, took, 'ms', ask.goalMs));
    }
    const asked = await load.felt();
    rows.push(
      row('mall p99 while operators ask, to p99 before', null, p99(asked.products) / p99(calm.products), '×', 3),
    );
    rows.push(...(await mergeMany(shop, load)));
    rows.push(...(await changeRules(shop)));
    rows.push(await giveToAll(shop));
    rows.push(...(await eightAtOnce(shop, load, calm)));
    rows.push(peakOf(shop.storePid, 1536));
    rows.push(...(await storeAway(shop)));
    return rows;
  } finally {
    load.stop();
  }
}

/** First logins of imported members, one after another: each turns out to be a record that is there already. */
async function mergeMany({ members, running: { ctx, worker } }: MillionShop, load: Load): Promise<Result[]> {
  const times: number[] = [];
  await load.felt();
  const start = performance.now();
  const many = Math.min(MERGES, 1000, Math.ceil(members / 50));
  for (let n = 1; n <= many; n += 1) {
    const { id } = await createMember(ctx);
    times.push(await timed(async () => bindKnownPhone(ctx, id, phoneOf(n))));
  }
  const logins = performance.now() - start;
  await worker?.settle();
  const { collect } = await load.felt();
  return [
    row('a first login that merges two members', '8–9 s', percentile(times, 0.5), 'ms', 50),
    row('1 000 first logins', null, ((logins / many) * 1000) / 1000, 's', 60),
    row('their history follows within', null, (performance.now() - start - logins) / 1000, 's', 10),
    row('collect waits at most, meanwhile', '10 s', Math.max(...collect), 'ms', 1000),
  ];
}

async function changeRules(shop: MillionShop): Promise<Result[]> {
  return [row('a change of rules, settled', '136 s', (await timed(async () => settleRules(shop))) / 1000, 's', 30)];
}

/** One coupon to everybody, through ledger and limits, as an operator asks for it in the list of members. */
async function giveToAll(shop: MillionShop): Promise<Result> {
  const post = async (path: string, body: object) =>
    JSON.parse(await ask(shop, path, { method: 'POST', body: JSON.stringify(body) }));
  const rule = { kind: 'amount', amount: 500, threshold: 0, scope: { kind: 'all' }, validity: 'days', days: 7 };
  const values = { ...rule, name: '人人有份', channel: 'grant', total: null, perMember: 1, note: null };
  const { id: templateId } = await post('/api/admin/coupons', { values, state: 'active' });
  const { members: expected } = await post('/api/admin/member-batches/preview', { who: {} });
  const took = await timed(async () => {
    const asked = { who: {}, expected, reason: '人人有份', templateId };
    const { id } = await post('/api/admin/member-batches/coupon', asked);
    for (;;) {
      const batch = JSON.parse(await ask(shop, `/api/admin/member-batches/${id}`));
      if (batch.finishedAt !== null) return;
      await sleep(250);
    }
  });
  return row('a coupon to all of them', null, took / 1000, 's', 90);
}

async function eightAtOnce(shop: MillionShop, load: Load, calm: Felt): Promise<Result[]> {
  const heavy = heavyFunnel(new Date());
  await load.felt();
  const took = await timed(async () => Promise.all(Array.from({ length: 8 }, async () => call(shop, heavy))));
  const { health, products } = await load.felt();
  return [
    row(heavy.name, heavy.before, took, 'ms', heavy.goalMs),
    row('health stalls at most, meanwhile', '5.7 s', Math.max(0, ...health), 'ms', 500),
    row('mall p99 meanwhile, to p99 before', null, p99(products) / p99(calm.products), '×', 3),
  ];
}

/** The event store is gone: a report says so and when to ask again, and whoever asks how the server is has an answer at once. */
async function storeAway(shop: MillionShop): Promise<Result[]> {
  await shop.stopStore();
  const { running, cookie } = shop;
  const report = asksAt(new Date()).find(({ name }) => name === 'overview, 30 days')?.path ?? '';
  let answer = new Response();
  const told = await timed(async () => {
    answer = await fetch(`${running.address}${report}`, { headers: { cookie } });
  });
  const { message = '' } = JSON.parse(await answer.text()).error ?? {};
  const isSaid = answer.status === 503 && Number(answer.headers.get('retry-after')) > 0 && message !== '';
  if (!isSaid) throw new Error(`a report without its store: ${answer.status} ${message}`);
  const ready = await timed(async () => (await fetch(`${running.address}/readyz`)).text());
  return [
    row('store down: a report answers 503 with a time and a sentence in', '500', told, 'ms', 5000),
    row('store down: /readyz answers in', 'hangs', ready, 'ms', 1000),
  ];
}

async function call(shop: MillionShop, { path, body }: Ask): Promise<void> {
  await ask(shop, path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
}

function row(name: string, before: string | null, value: number, unit: string, limit: number): Result {
  const goal = `≤ ${limit}${before === null ? '' : ` (was ${before})`}`;
  return { name, value: Number(value.toPrecision(3)), unit, goal, ok: value <= limit };
}

type Load = { readonly felt: () => Promise<Felt>; readonly stop: () => void };

/** This same file in a process of its own, as the shoppers. */
async function startLoad({ running, tokens }: MillionShop): Promise<Load> {
  const child = fork(new URL(import.meta.url), ['load', running.address, ...tokens], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = async (): Promise<Felt> =>
    new Promise((resolve) => child.once('message', (felt: Felt) => resolve(felt)));
  await next();
  return {
    felt: async () => {
      const answer = next();
      child.send('felt');
      return answer;
    },
    stop: () => child.kill(),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) took.push(await timed(work));
  return percentile(took, 0.5);
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

const p99 = (values: readonly number[]) => percentile(values, 0.99);

if (process.argv[2] === 'load' && process.send) await loadOnDemand(process.argv[3] ?? '', process.argv.slice(4));
