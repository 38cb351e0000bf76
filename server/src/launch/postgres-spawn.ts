import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Account } from './postgres-account.ts';
import { dyingWithParent } from './processes.ts';

/** In a process group of its own, so that Ctrl-C in a terminal reaches only us and we stop the parts in order. */
export function runAs(account: Account, binary: string, args: readonly string[], cwd: string): ChildProcess {
  const wrapped = dyingWithParent('INT', [binary, ...args], account.borrowed ? account : undefined);
  const [command = binary, ...rest] = wrapped.argv;
  const identity = account.borrowed && !wrapped.changesAccount ? { uid: account.uid, gid: account.gid } : {};
  return spawn(command, rest, {
    cwd,
    ...identity,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: cwd, LC_ALL: 'C', TZ: 'UTC' },
  });
}

/** Passes every line on and keeps the last few for an error message. */
export function follow(child: ChildProcess, log: (line: string) => void): readonly string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 8) last.shift();
      log(line);
    });
  }
  child.on('error', (error) => last.push(error.message));
  return last;
}
