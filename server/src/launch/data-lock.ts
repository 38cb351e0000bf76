import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bornAt, isAlive } from './processes.ts';

type Holder = { readonly pid: number; readonly born: string };

/** Raised when another process works on the data folder. */
export class DataFolderBusy extends Error {
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(
      `数据目录 ${dataDir} 正被另一个活水进程使用（pid ${pid}）。先停掉它，或用 --data 另选目录。\n` +
        `The data folder is in use by another Huoshui (pid ${pid}). Stop that one first, or choose another with --data.`,
    );
    this.pid = pid;
  }
}

/**
 * Lets one process at a time work on a data folder. A lock whose process was killed is taken over: the note carries when
 * its process was born, so that another program with the same number is not taken for it.
 *
 * @returns lets go of the folder
 * @throws DataFolderBusy
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'lock');
  const own = join(dataDir, `lock.${process.pid}`);
  const holder: Holder = { pid: process.pid, born: await bornAt(process.pid) };
  await writeFile(own, JSON.stringify(holder));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const taken = await link(own, file).then(
        () => true,
        () => false,
      );
      if (taken) return async () => await rm(file, { force: true });
      const other = await readHolder(file);
      if (other !== null && isAlive(other.pid) && (await bornAt(other.pid)) === other.born) {
        throw new DataFolderBusy(dataDir, other.pid);
      }
      await rm(file, { force: true });
    }
    throw new Error(`Cannot write the lock ${file}`);
  } finally {
    await rm(own, { force: true });
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    const note: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof note !== 'object' || note === null || !('pid' in note) || !('born' in note)) return null;
    return { pid: Number(note.pid), born: String(note.born) };
  } catch {
    return null;
  }
}
