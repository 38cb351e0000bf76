import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inHaste } from './in-haste.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { isAlive } from './processes.ts';

let dataDir: string;
let started: Postgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'huoshui-launch-'));
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  started = [];
  await rm(dataDir, { recursive: true, force: true });
});

describe('the PostgreSQL that comes with Huoshui', () => {
  it('is version 18, speaks UTF-8, sorts by code point and keeps time in UTC', async () => {
    const { url } = await start();
    const [row] = await query(
      url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
              datlocale as locale, current_setting('timezone') as zone, current_setting('fsync') as fsync
         from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({ version: 18, encoding: 'UTF8', locale: 'C.UTF-8', zone: 'UTC', fsync: 'on' });
  });

  it('keeps its address and its data over a clean stop', async () => {
    const first = await start();
    await query(first.url, "create table kept (name text); insert into kept values ('活水')");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select name from kept')).toEqual([{ name: '活水' }]);
  });

  it('comes back with everything committed after its postmaster was killed', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select generate_series(1, 5000) as n');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 5000 }]);
  });

  it('waits for the disk at each commit, but where it is told to hurry, in open sessions too', async () => {
    const { url } = await start();
    const session = new pg.Client({ connectionString: url });
    await session.connect();
    const waits = async () => (await session.query('show synchronous_commit')).rows[0]?.synchronous_commit;
    expect(await waits()).toBe('on');
    await inHaste(url, () => expect.poll(waits).toBe('off'));
    await expect.poll(waits).toBe('on');
    await expect(inHaste(url, () => Promise.reject(new Error('cut off')))).rejects.toThrow('cut off');
    await expect.poll(waits).toBe('on');
    await session.end();
  });

  it('ends a server that an earlier start left on the same folder', async () => {
    const orphan = await start();
    await query(orphan.url, 'create table kept (n int)');
    const second = await start();
    await orphan.exited;
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await query(second.url, 'select * from kept')).toEqual([]);
  });

  it('is not misled by a pid file whose number belongs to another program now', async () => {
    const first = await start();
    await first.stop();
    const cluster = join(dataDir, 'cluster');
    await writeFile(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n${first.port}\n`);
    const second = await start();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(isAlive(process.pid)).toBe(true);
  });

  it('starts below a folder that only its owner may enter', async () => {
    const home = join(dataDir, 'home');
    await mkdir(home, { mode: 0o700 });
    const inHome = join(home, 'data');
    const first = await start(inHome);
    await query(first.url, 'create table kept (n int)');
    await first.stop();
    const second = await start(inHome);
    expect(await query(second.url, 'select * from kept')).toEqual([]);
    const owner = (await stat(join(inHome, 'cluster'))).uid;
    // Root lends the server another account; a plain user keeps their own.
    if (process.getuid?.() === 0) expect(owner).not.toBe(0);
    else expect(owner).toBe(process.getuid?.());
    await second.stop();
    await rm(dirname(await realpath(join(inHome, 'cluster'))), { recursive: true });
  });

  it('lets nobody in without the password it made for itself', async () => {
    const { port, url } = await start();
    const password = await readFile(join(dataDir, 'password'), 'utf8');
    expect((await stat(join(dataDir, 'password'))).mode & 0o077).toBe(0);
    await expect(query(`postgresql://huoshui:wrong@127.0.0.1:${port}/huoshui`, 'select 1')).rejects.toThrow(/password/);
    expect(await query(`postgresql://huoshui:${password}@127.0.0.1:${port}/huoshui`, 'select 1 as one')).toHaveLength(
      1,
    );
    await expect(query(url.replace(password, 'wrong'), 'select 1')).rejects.toThrow(/password/);
    expect((await stat(new URL(url).searchParams.get('host') ?? '')).mode & 0o077).toBe(0);
  });

  it('is found where it was after a crash, and does not take a folder that another made in its place', async () => {
    const first = await start();
    const folder = new URL(first.url).searchParams.get('host') ?? '';
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select inet_server_addr() as over')).toEqual([{ over: null }]);
    await second.stop();
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    await mkdir(folder, { mode: 0o777 });
    await chmod(folder, 0o777);
    const third = await start();
    expect(new URL(third.url).searchParams.get('host')).not.toBe(folder);
    await rm(folder, { recursive: true });
  });
});

async function start(folder = dataDir): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir: folder, mode: 'durable', log: () => {} });
  started.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows ?? [];
  } finally {
    await client.end();
  }
}
