import { spawn } from 'node:child_process';

/**
 * Runs a command and keeps what it says to itself unless it fails: then the error carries the last 60 lines.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 */
export async function runQuietly(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const lines = Buffer.concat(said).toString().trimEnd().split('\n');
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${lines.slice(-60).join('\n')}`);
}
