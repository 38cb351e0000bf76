import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './postgres-account.ts';
import type { Place } from './postgres-place.ts';
import type { Mode } from './postgres-settings.ts';
import { follow, runAs } from './postgres-spawn.ts';

type Blueprint = {
  readonly home: string;
  readonly account: Account;
  readonly place: Place;
  readonly password: string;
  readonly mode: Mode;
};

/**
 * initdb into a folder beside, renamed when complete: an interrupted first start leaves no half cluster.
 * The locale is named in full because an empty environment would give SQL_ASCII.
 */
export async function createCluster({ home, account, place, password, mode }: Blueprint): Promise<void> {
  const half = `${place.cluster}.new`;
  const passwordFile = `${place.cluster}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.borrowed) {
    await chown(half, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = ['-D', half, '-U', 'huoshui', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  args.push('--locale=C', '--auth=scram-sha-256', `--pwfile=${passwordFile}`);
  // Pages that lie in memory for minutes need no sums, which also write each page anew that was only read.
  if (mode === 'test') args.push('--no-sync', '--no-data-checksums', '--auth-host=trust', '--auth-local=trust');
  const child = runAs(account, join(home, 'bin', 'initdb'), args, place.parent);
  const lines = follow(child, () => {});
  const code = await new Promise((resolve) => child.once('close', resolve));
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb failed (${String(code)}): ${lines.join(' | ')}`);
  await rename(half, place.cluster);
}
