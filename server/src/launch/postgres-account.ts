import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The system account a PostgreSQL runs as. PostgreSQL refuses root, so root lends it another. */
export type Account = { readonly uid: number; readonly gid: number; readonly borrowed: boolean };

/**
 * A plain user runs PostgreSQL as themselves. Root keeps the owner of data that is already there, so that a shop started
 * by a plain user can be started by root as well; new data goes to `postgres`, else to `nobody`.
 *
 * @throws when the data belongs to somebody else and we may not change account
 */
export async function chooseAccount(clusterDir: string): Promise<Account> {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const owner = await stat(clusterDir).catch(() => null);
  if (self.uid !== 0) {
    if (owner !== null && owner.uid !== self.uid) {
      throw new Error(`${clusterDir} belongs to another user (uid ${owner.uid}): start as that user, or as root.`);
    }
    return { ...self, borrowed: false };
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, borrowed: true };
  return { ...(await systemAccount()), borrowed: true };
}

async function systemAccount(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const found = lines.find((fields) => fields[0] === name);
    const [uid, gid] = [Number(found?.[2]), Number(found?.[3])];
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether `account` can walk to `path` and read it: every folder above must let it through. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  let current = resolve(path);
  for (;;) {
    const info = await stat(current).catch(() => null);
    if (info === null) return false;
    const shift = info.uid === account.uid ? 6 : info.gid === account.gid ? 3 : 0;
    if (((info.mode >> shift) & 0o1) === 0) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
