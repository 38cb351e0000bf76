import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  const key = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const socketDir = await privateFolder(root, account);

  const link = join(root, 'cluster');
  const linked = (await lstat(link).catch(() => null))?.isSymbolicLink() ?? false;
  if (!account.borrowed || (!linked && (await canReach(account, root)))) {
    return { cluster: link, parent: root, socketDir, fallbackDir: join(root, 'bin') };
  }
  const parent = join(forBorrowed, key);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const cluster = join(parent, 'cluster');
  if (!linked) await symlink(cluster, link);
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
