import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readAddresses } from './addresses.ts';
import { startChild } from './children.ts';
import { DataFolderBusy } from './data-lock.ts';
import { inHaste } from './in-haste.ts';
import { openLogFile } from './log-file.ts';
import { built } from './product.ts';
import { startSystem } from './system.ts';
import type { Tell } from './tell.ts';

export type Rehearsal = {
  /** The last line it said; JSON when it ended well. */
  readonly done: Promise<string>;
  stop(): Promise<void>;
};

/** Starts the simulated shoppers against a running server. `args` are the rehearsal's own: --seed, --days, --shoppers. */
export async function startRehearsal(
  place: { readonly dataDir: string; readonly serverUrl: string; readonly env: NodeJS.ProcessEnv },
  args: readonly string[],
  onLine: (line: string) => void = () => {},
): Promise<Rehearsal> {
  const log = openLogFile(join(place.dataDir, 'logs/rehearsal.log'));
  let last = '';
  // A phone talks to WeChat, not to the shop: the shop's own port would only pass its calls on.
  const sandbox = (await readAddresses(place.dataDir))?.sandboxUrl;
  const child = await startChild({
    name: 'rehearsal',
    entry: built.rehearsal,
    args: ['--server', place.serverUrl, ...(sandbox ? ['--sandbox', sandbox] : []), ...args],
    env: place.env,
    log: (line) => {
      if (line.trim() !== '') last = line;
      log(line);
      onLine(line);
    },
    isReady: () => true,
    poll: async () => true,
    // Ready at once, `poll` says so. An end costs nothing that is not told to the server already.
    patienceMs: 30_000,
    graceMs: 1_500,
  });
  const done = child.exited.then((code) => {
    if (code !== 0) throw new Error(`The rehearsal ended early: ${last}`);
    return last;
  });
  // Whoever waits for `done` hears of it; nobody has to.
  done.catch(() => {});
  return { done, stop: child.stop };
}

/** The demo's shoppers, once a data folder: a rehearsal that was cut off is played again at the next start. */
export async function playDemoOnce(
  place: {
    readonly dataDir: string;
    readonly serverUrl: string;
    readonly env: NodeJS.ProcessEnv;
    /** The PostgreSQL that was started for it; null: somebody else's, whose settings are not ours to change. */
    readonly ownDatabase: string | null;
  },
  tell: Tell,
): Promise<Rehearsal | null> {
  const marker = join(place.dataDir, 'demo-played');
  if (existsSync(marker)) return null;
  tell.line('演示数据正在后台生成，后台首页可看进度 / simulated shoppers fill the demo in the background');
  const since = performance.now();
  const rehearsal = await startRehearsal(place, []);
  const whole = place.ownDatabase === null ? rehearsal.done : inHaste(place.ownDatabase, () => rehearsal.done);
  const done = whole.then(async (last) => {
    await writeFile(marker, `${last}\n`);
    tell.line(`✓ 演示数据已就绪 the demo is filled (${Math.round((performance.now() - since) / 1000)} s)`);
    return last;
  });
  done.catch(() => {});
  const stop = async () => {
    await rehearsal.stop();
    await whole.catch(() => {});
  };
  return { done, stop };
}

/**
 * `huoshui rehearse`: plays against the system that runs on the data folder, else starts one for as long as it takes.
 *
 * @returns the rehearsal's last line, JSON
 */
export async function rehearse(
  options: { readonly dataDir: string; readonly env: NodeJS.ProcessEnv; readonly tell: Tell },
  args: readonly string[],
): Promise<string> {
  const dataDir = resolve(options.dataDir);
  const play = async (serverUrl: string, env: NodeJS.ProcessEnv) => {
    const rehearsal = await startRehearsal({ dataDir, serverUrl, env }, args, options.tell.line);
    return await rehearsal.done;
  };
  try {
    const system = await startSystem({ ...options, dataDir, port: 0, noDemo: false });
    try {
      return await play(system.url, system.env);
    } finally {
      await system.stop();
    }
  } catch (error) {
    const running = error instanceof DataFolderBusy ? await readAddresses(dataDir) : null;
    if (!running?.serverUrl) throw error;
    return await play(running.serverUrl, options.env);
  }
}
