import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderBusy, lockDataFolder } from './data-lock.ts';
import { bornAt } from './processes.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huoshui-lock-'));
});
afterEach(async () => await rm(dataDir, { recursive: true }));

describe('the lock of a data folder', () => {
  it('lets one process in and tells the second who is there', async () => {
    const release = await lockDataFolder(dataDir);
    await expect(lockDataFolder(dataDir)).rejects.toThrow(DataFolderBusy);
    await expect(lockDataFolder(dataDir)).rejects.toThrow(`pid ${process.pid}`);
    await release();
    await (await lockDataFolder(dataDir))();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('lets exactly one of many in when they come at the same moment', async () => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, async () => await lockDataFolder(dataDir)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    await writeFile(join(dataDir, 'lock'), JSON.stringify({ pid, born: await bornAt(pid) }));
    await expect(lockDataFolder(dataDir)).rejects.toThrow(DataFolderBusy);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await lockDataFolder(dataDir))();
  });

  it('is taken over when its number belongs to another process now, or the note was cut short', async () => {
    await writeFile(join(dataDir, 'lock'), JSON.stringify({ pid: process.pid, born: 'long ago' }));
    await (await lockDataFolder(dataDir))();
    await writeFile(join(dataDir, 'lock'), '{"pi');
    await (await lockDataFolder(dataDir))();
  });
});
