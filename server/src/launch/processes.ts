import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Whether a process with this id runs (a zombie that only waits to be reaped does not). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** In a container whose first process reaps nobody, the ended stay listed. The state follows the name in brackets. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The command line of a process, its arguments separated by blanks; '' when it is gone. */
export async function commandOf(pid: number): Promise<string> {
  if (existsSync('/proc/self/cmdline')) {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
  }
  const asked = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return asked.stdout.trim();
}

/**
 * When a process was born, in the system's own words: with the id it names one process for good, because ids are used
 * again. '' when there is no such process.
 */
export async function bornAt(pid: number): Promise<string> {
  if (existsSync('/proc/self/stat')) {
    // Field 22, counted behind the name, which stands in brackets and may hold blanks.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  }
  const asked = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return asked.stdout.trim();
}

/**
 * The command that makes the kernel end a child when we are killed (Linux with util-linux); elsewhere the command as it
 * is, and the next start ends what was left.
 */
export function dyingWithParent(
  signal: 'INT' | 'TERM',
  command: readonly string[],
  account?: { readonly uid: number; readonly gid: number },
): { readonly argv: readonly string[]; readonly changesAccount: boolean } {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (process.platform !== 'linux' || setpriv === undefined || isBusybox()) {
    return { argv: command, changesAccount: false };
  }
  const identity =
    account === undefined ? [] : ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'];
  return { argv: [setpriv, '--pdeathsig', signal, ...identity, '--', ...command], changesAccount: true };
}

/** BusyBox ships a setpriv that knows no --pdeathsig. */
function isBusybox(): boolean {
  return existsSync('/bin/busybox') && existsSync('/etc/alpine-release');
}
