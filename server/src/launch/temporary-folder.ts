import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for a product that is thrown away. An account lent by root may enter it, so its PostgreSQL lies in it and goes with
 * it: mkdtemp's own 0700 sends the cluster to /var/lib/huoshui, where it stays when the folder is removed.
 */
export async function temporaryFolder(name: string, below = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(below, `huoshui-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}
