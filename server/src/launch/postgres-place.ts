import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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

/** A new one a start; the one of a start that was killed is remembered in the data folder and removed here. */
async function privateFolder(root: string, account: Account): Promise<string> {
  const prefix = join(tmpdir(), 'huoshui-pg-');
  const note = join(root, 'socket-folder');
  const before = await readFile(note, 'utf8').catch(() => '');
  if (before.startsWith(prefix)) await rm(before, { recursive: true, force: true });
  const path = await mkdtemp(prefix);
  await writeFile(note, path);
  if (account.borrowed) await chown(path, account.uid, account.gid);
  return path;
}
