import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether this data folder holds the demo shop. The first start decides; afterwards the folder does, so that no later
 * start pours demo shoppers into a real shop.
 *
 * @throws when the folder holds the demo and an empty shop is asked for
 */
export async function decideDemo(
  dataDir: string,
  wanted: { readonly demo: boolean; readonly asked: boolean },
): Promise<boolean> {
  const file = join(dataDir, 'shop-kind');
  const kind = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kind === '') {
    await writeFile(file, wanted.demo ? 'demo\n' : 'own\n');
    return wanted.demo;
  }
  if (kind === 'demo' && wanted.asked && !wanted.demo) {
    throw new Error(
      `${dataDir} 里已是演示商城，空店请用 --data 另选目录。\n` +
        `${dataDir} already holds the demo shop; choose another folder with --data for an empty one.`,
    );
  }
  return kind === 'demo';
}
