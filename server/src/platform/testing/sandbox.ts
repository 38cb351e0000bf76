import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';

export type TestSandbox = {
  readonly url: string;
  /** The file with what the server is configured from. */
  readonly credentials: string;
  stop(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../../../..');

/** The real sandbox process, from its sources, on a free port. */
export async function spawnTestSandbox(dataDir: string): Promise<TestSandbox> {
  await mkdir(dataDir, { recursive: true });
  // Beside the workspace's own modules, so that the bundle finds them.
  const bundle = path.join(root, 'sandbox/node_modules/.cache', `sandbox-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, 'sandbox/src/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [bundle, '--port', String(port), '--data', dataDir, '--seed', '1', '--server-url', 'http://127.0.0.1:9'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await said(child, /sandbox ready/);
  return {
    url: `http://127.0.0.1:${port}`,
    credentials: path.join(dataDir, 'credentials.json'),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function said(child: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (words.test(text)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the sandbox ended at start (${code}): ${text}`)));
  });
}
