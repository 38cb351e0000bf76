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

/** The console account that a shop starts with; the server makes it when there is no account yet. */
export type FirstOwner = { readonly login: string; readonly password: string };

/**
 * The demo's is known to all, which is why the demo exists in the sandbox only. A shop of one's own gets a password made
 * for it and kept in the data folder for whoever reads the first start's lines too late.
 */
export async function firstOwner(dataDir: string, demo: boolean, env: NodeJS.ProcessEnv): Promise<FirstOwner> {
  const login = env.FIRST_OWNER_LOGIN || 'owner';
  if (env.FIRST_OWNER_PASSWORD) return { login, password: env.FIRST_OWNER_PASSWORD };
  if (demo) return { login, password: 'huoshui-demo' };
  const file = join(dataDir, 'first-password');
  if (existsSync(file)) return { login, password: (await readFile(file, 'utf8')).trim() };
  const password = randomBytes(9).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return { login, password };
}

/** Where the sandbox keeps its state, and in it the credentials a merchant would copy out of WeChat's consoles. */
export const sandboxFolder = (dataDir: string) => join(dataDir, 'sandbox');
export const sandboxCredentials = (dataDir: string) => join(sandboxFolder(dataDir), 'credentials.json');
