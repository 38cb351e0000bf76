import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The key from which the server derives those of encrypted fields and sessions: from the environment, else made once
 * and kept in the data folder. Losing it loses the encrypted fields, so it lies beside the data it belongs to.
 *
 * @returns 32 bytes in base64
 */
export async function ownDataKey(dataDir: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (env.DATA_KEY) return env.DATA_KEY;
  const file = join(dataDir, 'data-key');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  const key = randomBytes(32).toString('base64');
  await writeFile(file, key, { mode: 0o600, flag: 'wx' });
  return key;
}

/** Where the sandbox keeps its state, and in it the credentials a merchant would copy out of WeChat's consoles. */
export const sandboxFolder = (dataDir: string) => join(dataDir, 'sandbox');
export const sandboxCredentials = (dataDir: string) => join(sandboxFolder(dataDir), 'credentials.json');
