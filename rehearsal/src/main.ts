import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { TrialPlan } from '@huoshui/contracts/trial';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { type Api, createApi, refusedSoFar } from './api.ts';
import { loadShop } from './load-shop.ts';
import { createPhone } from './phone.ts';
import { rehearseOnce } from './rehearse-once.ts';
import { playStory, type StoryOptions } from './story.ts';
import { playTrial } from './trial/play-trial.ts';
import { NotPublishable } from './trial/subject.ts';

const HELP = `rehearsal --server URL [--sandbox URL] [--seed N] [--days N] [--shoppers N] [--lookers N]

模拟顾客只通过公开接口和沙箱行动 / simulated shoppers that act through the public API and the sandbox alone.
The last line is JSON: {"shoppers","lookers","days","orders","paid","opened","events","seconds"}.`;

/** Of the visitors of a month about seven in a hundred buy, as in a real shop. */
const LOOKERS_A_SHOPPER = 11.5;

/** A shorter story leaves no crowd that is like a shop's. */
const REHEARSABLE_DAYS = 28;

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'http://127.0.0.1:5180' },
    sandbox: { type: 'string' },
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '56' },
    shoppers: { type: 'string', default: '412' },
    lookers: { type: 'string' },
    login: { type: 'string', default: process.env.FIRST_OWNER_LOGIN || 'owner' },
    trial: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(`${HELP}\n`);
else
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });

async function main(): Promise<void> {
  if (values.trial !== undefined) return trial(values.trial);
  const shoppers = whole('shoppers', 1);
  const lookers = values.lookers === undefined ? Math.round(shoppers * LOOKERS_A_SHOPPER) : whole('lookers', 0);
  const options = { seed: whole('seed', 0), days: whole('days', 1), shoppers, lookers };
  const api = createApi(values.server);
  const cookie = await signIn(values.server, values.login, process.env.FIRST_OWNER_PASSWORD || 'huoshui-demo');
  const started = Date.now();
  await loadShop(api, cookie, values.server, { days: options.days });
  const report = progress(api, cookie, options);
  await report(0, words('正在邀请模拟顾客', 'Inviting simulated shoppers'), 'running');
  try {
    const tally = await playStory(
      api,
      createPhone(values.sandbox ?? values.server),
      cookie,
      options,
      async (done, text) => report(done, text, 'running'),
    );
    const seconds = Math.round((Date.now() - started) / 1000);
    const told = words(
      `${options.shoppers} 位模拟顾客、${options.lookers} 位模拟访客，${tally.paid} 笔支付，用时 ${seconds} 秒`,
      `${options.shoppers} simulated shoppers, ${options.lookers} who look, ${tally.paid} payments, ${seconds} s`,
    );
    await report(options.days, told, 'done');
    if (options.days >= REHEARSABLE_DAYS) await rehearseOnce(api, cookie);
    for (const [what, times] of refusedSoFar()) process.stdout.write(`refused ${times} × ${what}\n`);
    process.stdout.write(`${JSON.stringify({ ...options, ...tally, seconds })}\n`);
  } catch (error) {
    await report(0, plainWords(String(error).slice(0, 180)), 'failed').catch(() => undefined);
    throw error;
  }
}

/** The weeks of one world of a rehearsal, by the plan in a file; what came of them is the last line. */
async function trial(file: string): Promise<void> {
  const plan: TrialPlan = JSON.parse(await readFile(file, 'utf8'));
  const { server, sandbox = server } = values;
  const cookie = await signIn(server, values.login, process.env.FIRST_OWNER_PASSWORD || '');
  const place = { api: createApi(server), phone: createPhone(sandbox), cookie, server };
  try {
    const told = await playTrial(place, plan, (day) => process.stdout.write(`day ${day}\n`));
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } catch (error) {
    if (!(error instanceof NotPublishable)) throw error;
    process.stdout.write(`${JSON.stringify({ notPublishable: error.message })}\n`);
    process.exitCode = 3;
  }
}

function whole(name: 'seed' | 'days' | 'shoppers' | 'lookers', least: number): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < least || value > 100_000)
    throw new Error(`--${name} must be a whole number from ${least}`);
  return value;
}

async function signIn(server: string, login: string, password: string): Promise<string> {
  const answer = await fetch(`${server}/api/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`cannot sign in as ${login}: ${await answer.text()}`);
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

/** Shown in the console's task centre. */
function progress(api: Api, cookie: string, { seed, days }: StoryOptions) {
  return async (done: number, message: Words, state: 'running' | 'done' | 'failed'): Promise<void> => {
    await api('PUT /api/admin/tasks/:id', {
      cookie,
      params: { id: `rehearsal-${seed}` },
      body: {
        kind: 'rehearsal',
        title: words('演示数据：模拟顾客', 'Demo data: simulated shoppers'),
        state,
        done,
        total: days,
        message,
      },
    });
  };
}
