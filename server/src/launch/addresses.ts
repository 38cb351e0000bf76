import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bornAt, isAlive } from './processes.ts';

/** Where the parts of a running system listen; kept in the data folder for commands that join it and for the next start. */
export type Addresses = {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly sandboxUrl: string | null;
  /** Null while only a command works on the data. */
  readonly serverUrl: string | null;
};

/** A process of the running system, by the name of its part. */
export type PartProcess = { readonly part: string; readonly pid: number };

type Note = Addresses & { readonly processes: readonly (PartProcess & { readonly born: string })[] };

const noteIn = (dataDir: string) => join(dataDir, 'run', 'addresses.json');

/** Written again whenever a part was restarted. 0600, because the database's address carries its password. */
export async function writeAddresses(
  dataDir: string,
  addresses: Addresses,
  parts: readonly PartProcess[],
): Promise<void> {
  const processes = await Promise.all(parts.map(async ({ part, pid }) => ({ part, pid, born: await bornAt(pid) })));
  const note: Note = { ...addresses, processes };
  const file = noteIn(dataDir);
  await mkdir(join(dataDir, 'run'), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(note, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The addresses of the last start, whether it still runs or not; null before the first. */
export async function readAddresses(dataDir: string): Promise<Addresses | null> {
  return await readNote(dataDir);
}

/** Ends what a killed launcher left behind where the kernel did not do it (see `dyingWithParent`). */
export async function endLeftovers(dataDir: string): Promise<void> {
  const note = await readNote(dataDir);
  const left: number[] = [];
  for (const { pid, born } of note?.processes ?? []) if (isAlive(pid) && (await bornAt(pid)) === born) left.push(pid);
  const steps: readonly [NodeJS.Signals, number][] = [
    ['SIGTERM', 5_000],
    ['SIGKILL', 2_000],
  ];
  for (const [signal, patience] of steps) {
    for (const pid of left.filter(isAlive)) process.kill(pid, signal);
    const until = performance.now() + patience;
    while (left.some(isAlive) && performance.now() < until) await sleep(30);
  }
}

/** The port a URL names, so that a part keeps its address over starts; 0 when there is none. */
export function portOf(url: string | null | undefined): number {
  return url && URL.canParse(url) ? Number(new URL(url).port) : 0;
}

async function readNote(dataDir: string): Promise<Note | null> {
  try {
    return JSON.parse(await readFile(noteIn(dataDir), 'utf8'));
  } catch {
    return null;
  }
}
