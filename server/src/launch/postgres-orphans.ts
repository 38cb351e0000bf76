import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from './processes.ts';

/**
 * Ends what an earlier start left on this data folder: a postmaster whose parent was killed, or backends whose
 * postmaster was. Also removes a postmaster.pid whose number now belongs to some other program, at which PostgreSQL
 * itself would refuse to start.
 */
export async function endOrphans(clusterDir: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  const written = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  const postmaster = written > 0 && isAlive(written) && (await isPostgresOf(written, clusterDir)) ? written : null;
  if (postmaster !== null) {
    log(`ending the PostgreSQL that an earlier start left behind (pid ${postmaster})`);
    await end([postmaster]);
  }
  await end(await processesIn(clusterDir));
  await rm(pidFile, { force: true });
}

async function isPostgresOf(pid: number, clusterDir: string): Promise<boolean> {
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(clusterDir);
}

/** Linux only: every PostgreSQL process keeps its data folder as working directory. */
async function processesIn(clusterDir: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter((pid) => pid > 1);
  const found: number[] = [];
  for (const pid of pids) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (cwd === clusterDir && (await commandOf(pid)).includes('postgres')) found.push(pid);
  }
  return found;
}

/** Fast shutdown first (SIGINT), then immediate (SIGQUIT), then the kernel's way. */
async function end(pids: readonly number[]): Promise<void> {
  const steps: readonly [NodeJS.Signals, number][] = [
    ['SIGINT', 15_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ];
  for (const [signal, patience] of steps) {
    for (const pid of pids.filter(isAlive)) signalTo(pid, signal);
    const until = performance.now() + patience;
    while (pids.some(isAlive) && performance.now() < until) await sleep(30);
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
