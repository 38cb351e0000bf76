import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrialPlan, TrialTold } from '@huoshui/contracts/trial';
import { startChild } from '../../launch/children.ts';
import { freePort } from '../../launch/ports.ts';
import { built } from '../../launch/product.ts';
import type { Running } from '../../launch/supervise.ts';
import { rehearsalErrors } from './errors.ts';

export type Stage = {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  /** What this world needs of files; removed at the end. */
  readonly folder: string;
  readonly plan: TrialPlan;
  readonly signal: AbortSignal;
  readonly onDay: (day: number) => void;
  readonly log: (line: string) => void;
};

/** Memory of each of the three, so that a rehearsal stays below a gigabyte with what Node itself needs. */
const MEMORY_MIB = { server: 320, sandbox: 160, shoppers: 160 } as const;
const PATIENCE_MS = 90_000;
const GRACE_MS = 1_500;

/**
 * One world from its first day to its last: a server on the scratch databases, a WeChat of its own, and the shoppers, each a process that
 * gives way to the shop's own and ends when we do. Nothing of the shop's environment reaches them, so neither do its credentials.
 *
 * @throws rehearsals.not_publishable, rehearsals.not_built; the reason of `signal` where it is called off
 */
export async function playWorld(stage: Stage): Promise<TrialTold> {
  const missing = [built.server, built.sandbox, built.rehearsal].filter((file) => !existsSync(file));
  if (missing.length > 0) throw rehearsalErrors.error('not_built', { missing: missing.join(', ') });
  const parts: Running[] = [];
  const end = async () => {
    for (const part of parts.toReversed()) await part.stop();
  };
  const onAbort = () => void end().catch(() => undefined);
  stage.signal.addEventListener('abort', onAbort);
  try {
    await mkdir(stage.folder, { recursive: true });
    return await play(stage, parts);
  } catch (error) {
    stage.signal.throwIfAborted();
    throw error;
  } finally {
    stage.signal.removeEventListener('abort', onAbort);
    await end();
    await rm(stage.folder, { recursive: true, force: true });
  }
}

async function play(stage: Stage, parts: Running[]): Promise<TrialTold> {
  const { folder, signal, log } = stage;
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const [serverUrl, sandboxUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${sandboxPort}`];
  const password = randomBytes(18).toString('base64url');
  const data = join(folder, 'wechat');
  const common = { log, patienceMs: PATIENCE_MS, graceMs: GRACE_MS };
  const start = async (options: Parameters<typeof startChild>[0]) => {
    signal.throwIfAborted();
    const part = await startChild(options);
    parts.push(part);
    // Called off while it started: whoever ends them did not know of this one.
    if (signal.aborted) await part.stop();
    signal.throwIfAborted();
    return part;
  };
  await start({
    ...common,
    name: 'sandbox of a rehearsal',
    entry: built.sandbox,
    args: ['--port', `${sandboxPort}`, '--data', data, '--server-url', serverUrl, '--seed', '1'],
    env: environment(),
    isReady: (line) => line.startsWith('sandbox ready '),
    aside: { memoryMib: MEMORY_MIB.sandbox },
  });
  await start({
    ...common,
    name: 'server of a rehearsal',
    entry: built.server,
    args: ['--role', 'all'],
    env: {
      ...environment(),
      ...{ HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: serverUrl, LOG_LEVEL: 'error' },
      ...{ DATABASE_URL: stage.databaseUrl, CLICKHOUSE_URL: stage.clickhouseUrl, DATA_DIR: join(folder, 'data') },
      ...{ SANDBOX_URL: sandboxUrl, WECHAT_CREDENTIALS: join(data, 'credentials.json') },
      ...{
        DATA_KEY: randomBytes(32).toString('base64'),
        FIRST_OWNER_LOGIN: 'rehearsal',
        FIRST_OWNER_PASSWORD: password,
      },
    },
    isReady: () => false,
    poll: async () => (await fetch(`${serverUrl}/readyz`)).status === 200,
    aside: { memoryMib: MEMORY_MIB.server },
  });
  const plan = join(folder, 'plan.json');
  await writeFile(plan, JSON.stringify(stage.plan));
  let last = '';
  const said: string[] = [];
  const shoppers = await start({
    ...common,
    name: 'shoppers of a rehearsal',
    entry: built.rehearsal,
    args: ['--server', serverUrl, '--sandbox', sandboxUrl, '--login', 'rehearsal', '--trial', plan],
    env: { ...environment(), FIRST_OWNER_PASSWORD: password },
    isReady: () => true,
    poll: async () => true,
    log: (line) => {
      if (line.startsWith('{')) last = line;
      const day = /^day (\d+)$/.exec(line)?.[1];
      if (day) stage.onDay(Number(day));
      else {
        said.push(line);
        log(line);
      }
    },
    aside: { memoryMib: MEMORY_MIB.shoppers },
  });
  const code = await shoppers.exited;
  signal.throwIfAborted();
  return toldBy(code, last, said.slice(-12));
}

/** What a process needs to run at all: where things are, and in which language it speaks. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, TMPDIR, LD_LIBRARY_PATH } = process.env;
  const kept = Object.entries({ PATH, HOME, LANG, TZ, TMPDIR, LD_LIBRARY_PATH });
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function toldBy(code: number | null, last: string, said: readonly string[]): TrialTold {
  const told: TrialTold | { readonly notPublishable: string } = last === '' ? { notPublishable: '' } : JSON.parse(last);
  if ('notPublishable' in told && told.notPublishable !== '')
    throw rehearsalErrors.error('not_publishable', { reason: told.notPublishable });
  if (code !== 0 || 'notPublishable' in told)
    throw new Error(`the shoppers of a rehearsal ended with ${code}:\n${said.map((line) => `  ${line}`).join('\n')}`);
  return told;
}
