import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { freePort } from '../../launch/ports.ts';
import { dyingWithParent } from '../../launch/processes.ts';

export type TestSandbox = {
  readonly url: string;
  /** The file with what the server is configured from. */
  readonly credentials: string;
  stop(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../../../..');

let bundled: Promise<string> | null = null;

/** The real sandbox process, from its sources, on a free port. Where nobody says what it is to push to, it reaches nobody. */
export async function spawnTestSandbox(dataDir: string, serverUrl = 'http://127.0.0.1:9'): Promise<TestSandbox> {
  await mkdir(dataDir, { recursive: true });
  bundled ??= bundleSandbox();
  const bundle = await bundled;
  const port = await freePort();
  // It also ends when this process does: what it inherits of us would keep whoever started us waiting.
  const args = ['--port', String(port), '--data', dataDir, '--seed', '1', '--server-url', serverUrl];
  const [command = process.execPath, ...rest] = dyingWithParent('TERM', [process.execPath, bundle, ...args]).argv;
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
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

async function bundleSandbox(): Promise<string> {
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
  return bundle;
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
