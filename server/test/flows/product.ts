import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, inject } from 'vitest';
import { freePort } from '../../src/launch/ports.ts';
import { dyingWithParent } from '../../src/launch/processes.ts';
import { productRoot } from '../../src/launch/product.ts';
import { temporaryFolder } from '../../src/launch/temporary-folder.ts';

export type Addresses = {
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  readonly processes: readonly { readonly part: string; readonly pid: number }[];
};

export type Product = {
  readonly url: string;
  readonly owner: { readonly login: string; readonly password: string };
  /** Where its parts are, as the launcher noted it last. */
  addresses(): Promise<Addresses>;
  /** Signs the owner in; answers the cookie. */
  signIn(): Promise<string>;
};

/** The built product with an empty shop, started as a person starts it. Ends with the test file. */
export async function launchProduct(): Promise<Product> {
  const dataDir = await temporaryFolder('product', inject('testPlace'));
  const port = await freePort();
  const owner = { login: 'owner', password: 'correct horse 42' };
  const args = ['start', '--port', String(port), '--data', dataDir, '--no-demo'];
  // It also ends when this process does, however that comes about.
  const { argv } = dyingWithParent('TERM', [process.execPath, path.join(productRoot, 'bin/huoshui.mjs'), ...args]);
  const [command = process.execPath, ...rest] = argv;
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FIRST_OWNER_LOGIN: owner.login, FIRST_OWNER_PASSWORD: owner.password },
  });
  const ended = once(child, 'close');
  afterAll(async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  });
  await said(child, /^ready /);
  const url = `http://127.0.0.1:${port}`;
  const addresses = async (): Promise<Addresses> =>
    JSON.parse(await readFile(path.join(dataDir, 'run/addresses.json'), 'utf8'));
  return {
    url,
    owner,
    addresses,
    signIn: async () => {
      const answer = await fetch(`${url}/api/admin/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(owner),
      });
      const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';');
      if (cookie === '') throw new Error(`the owner was not signed in: ${answer.status} ${await answer.text()}`);
      return cookie;
    },
  };
}

async function said(child: ChildProcess, words: RegExp): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    for (const input of [child.stdout, child.stderr])
      if (input)
        createInterface({ input }).on('line', (line) => {
          lines.push(line);
          if (words.test(line)) resolve();
        });
    child.once('close', () => reject(new Error(`It ended:\n${lines.join('\n')}`)));
  });
}
