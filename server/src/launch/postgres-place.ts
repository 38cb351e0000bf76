import { randomBytes } from 'node:crypto';
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, canReach } from './postgres-account.ts';

/** Where the pieces of one PostgreSQL live. */
export type Place = {
  /** The folder that initdb makes. */
  readonly cluster: string;
  readonly parent: string;
  /** 0700 and short: a socket path may have 107 bytes only. */
  readonly socketDir: string;
  /** Takes copies of binaries that the account cannot read where npm put them. */
  readonly fallbackDir: string;
};

const forBorrowed = '/var/lib/huoshui';

/**
 * `<dataDir>/cluster`, unless root starts below a folder that the postgres user may not enter (a home of mode 0700):
 * then the cluster goes to /var/lib/huoshui and `<dataDir>/cluster` is a link to it.
 */
export async function placeCluster(dataDir: string, account: Account): Promise<Place> {
  const root = await realpath(resolve(dataDir));
  const socketDir = await privateFolder(root, account);

  const link = join(root, 'cluster');
  const linked = await readlink(link).catch(() => null);
  if (linked !== null) return { cluster: linked, parent: dirname(linked), socketDir, fallbackDir: forBorrowed };
  if (!account.borrowed || (await canReach(account, root))) {
    return { cluster: link, parent: root, socketDir, fallbackDir: join(root, 'bin') };
  }
  // A name of its own, not one derived from the folder's: who removes the folder and starts anew expects an empty shop.
  const parent = join(forBorrowed, randomBytes(6).toString('hex'));
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const cluster = join(parent, 'cluster');
  await symlink(cluster, link);
  return { cluster, parent, socketDir, fallbackDir: forBorrowed };
}

/**
 * The one of the last start where that can be had, for clients that were told of it; else a new one. What a killed server left in it goes.
 * One that somebody else made meanwhile is not ours, whatever it is called.
 */
async function privateFolder(root: string, account: Account): Promise<string> {
  const prefix = join(tmpdir(), 'huoshui-pg-');
  const note = join(root, 'socket-folder');
  const before = await readFile(note, 'utf8').catch(() => '');
  if (before.startsWith(prefix) && (await isPrivate(before, account))) {
    for (const left of await readdir(before)) await rm(join(before, left), { recursive: true, force: true });
    return before;
  }
  const again = before.startsWith(prefix) && (await made(before));
  const path = again ? before : await mkdtemp(prefix);
  await writeFile(note, path);
  if (account.borrowed) await chown(path, account.uid, account.gid);
  return path;
}

async function isPrivate(path: string, { uid }: Account): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o077) === 0;
}

/** False where there is something of that name. */
async function made(path: string): Promise<boolean> {
  return mkdir(path, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
}
