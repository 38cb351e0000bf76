import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { productRoot } from '../src/launch/product.ts';
import { type System, startSystem } from '../src/launch/system.ts';
import { tellOn } from '../src/launch/tell.ts';
import { temporaryFolder } from '../src/launch/temporary-folder.ts';

// The command line as a person or a script uses it: exit codes, and a last line of JSON.

type Said = {
  readonly code: number;
  readonly last: Record<string, unknown>;
  readonly err: string;
  readonly out: string;
};

let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await temporaryFolder('cli', inject('testPlace'));
  dataDir = join(folder, 'data');
  await writeFile(
    join(folder, 'old.csv'),
    '会员号,昵称,订单号,下单时间,实付金额\nm1,小李,A1,2026-01-02,12.50\nm2,小王,A2,2026-01-03,x\n',
  );
  await writeFile(join(folder, 'new.txt'), 'm1|2026-02-01|300\nm3|2026-02-02|500\n');
  await writeFile(
    join(folder, 'columns.json'),
    '{"delimiter":"|","header":false,"columns":["member","order_at","amount_fen"]}',
  );
  await writeFile(join(folder, 'binary.csv'), Buffer.from([0, 1, 2, 3]));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

describe('huoshui clv', () => {
  it('fits a model to a summary of customers, without a database', async () => {
    const file = join(folder, 'summary.csv');
    const rows = Array.from(
      { length: 2000 },
      (_, n) => `c${n},${n % 4},${n % 4 === 0 ? 0 : 10 + (n % 7)},39,${n % 4 === 0 ? '' : 20 + n}`,
    );
    await writeFile(file, `ID,frequency,recency,T,monetary_value\n${rows.join('\n')}\n`);
    const { code, out, last } = await huoshui('clv', file, '--model', 'mbg', '--time', '10');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2001);
    expect(JSON.parse(out.split('\n')[1] ?? '')).toMatchObject({
      id: 'c1',
      alive: expect.any(Number),
      expected: { 10: expect.any(Number) },
    });
    expect(last).toMatchObject({
      customers: 2000,
      buying: { kind: 'mbg', found: expect.any(Boolean) },
      spending: { customers: 1500 },
    });
  });

  it('says which line of the file is no customer', async () => {
    await writeFile(join(folder, 'odd.csv'), 'frequency,recency,T\n1,5,9\n0,5,9\n');
    const { code, last } = await huoshui('clv', join(folder, 'odd.csv'));
    expect([code, JSON.stringify(last)]).toEqual([1, expect.stringContaining('line 3')]);
    expect((await huoshui('clv', join(folder, 'odd.csv'), '--model', 'pareto')).code).toBe(2);
  });
});

describe('huoshui next-basket', () => {
  it('foretells the next basket of each, by what they and others bought', async () => {
    const file = join(folder, 'baskets.json');
    const weekly = { history: [['milk', 7], ['milk'], ['milk', 'bread']] };
    await writeFile(file, JSON.stringify({ a: weekly, b: { history: [['bread', 'jam']] }, new: { history: [] } }));
    const { code, last } = await huoshui('next-basket', file, '--k', '2');
    expect([code, last]).toEqual([
      0,
      { a: ['milk', 'bread'], b: expect.arrayContaining(['bread']), new: expect.any(Array) },
    ]);
    const measured = await huoshui('next-basket', file, '--k', '2', '--measure');
    expect(measured).toMatchObject({ code: 0, last: { recall: 0.5, hit: 1, again: 1, fresh: 0 } });
  });

  it('says where the file has no baskets, and that there is none', async () => {
    await writeFile(join(folder, 'none.json'), '{"a": {"history": [["milk"], [1.5]]}}');
    const odd = await huoshui('next-basket', join(folder, 'none.json'));
    expect(odd).toMatchObject({ code: 1, last: { error: 'recommendations.no_baskets' } });
    expect(odd.err).toMatch(/\["a"\]\.history\[1\]\[0\] 应为商品[\s\S]*should be an item/);
    const gone = await huoshui('next-basket', join(folder, 'nowhere.json'));
    expect(gone).toMatchObject({ code: 1, last: { error: 'recommendations.no_file' } });
    const many = await huoshui('next-basket', join(folder, 'none.json'), '--k', '0');
    expect(many).toMatchObject({ code: 1, last: { error: 'recommendations.bad_count' } });
    expect((await huoshui('next-basket')).code).toBe(2);
  });
});

describe('huoshui import', { timeout: 180_000 }, () => {
  it('works on a data folder whose system does not run, and brings nothing twice', async () => {
    const dry = await huoshui('import', 'orders', join(folder, 'old.csv'), '--format', 'csv', '--dry-run');
    expect(dry).toMatchObject({ code: 0, last: { rows: 2, members: 1, orders: 1, errors: 1 } });
    const first = await huoshui('import', 'orders', join(folder, 'old.csv'));
    expect(first).toMatchObject({ code: 0, last: { rows: 2, members: 1, orders: 1, errors: 1 } });
    expect(first.err).toContain('会员号 → member');
    const again = await huoshui('import', 'orders', join(folder, 'old.csv'), '--format', 'csv');
    expect(again).toMatchObject({ code: 0, last: { members: 0, orders: 0 } });
  });

  it('says what was called wrongly with 2, and what failed with 1', async () => {
    expect((await huoshui('import', 'orders')).code).toBe(2);
    expect((await huoshui('import', 'orders', join(folder, 'none.csv'))).code).toBe(2);
    expect((await huoshui('import', 'orders', join(folder, 'old.csv'), '--format', 'xml')).code).toBe(2);
    expect((await huoshui('import', 'orders', join(folder, 'old.csv'), '--speed', '9')).code).toBe(2);
    const wrong = await huoshui('import', 'orders', join(folder, 'old.csv'), '--mapping', join(folder, 'binary.csv'));
    expect(wrong.code).toBe(2);
    const binary = await huoshui('import', 'orders', join(folder, 'binary.csv'));
    expect(binary).toMatchObject({ code: 1, last: { error: 'imports.not_text' } });
    expect((await huoshui('import', '--help')).out).toMatch(/从文件导入[\s\S]*past orders/);
  });

  describe('beside the running system', () => {
    let system: System;
    beforeAll(async () => {
      const quiet = tellOn(() => {});
      system = await startSystem({ dataDir, port: 0, noDemo: true, env: process.env, tell: quiet });
    }, 120_000);
    afterAll(async () => await system.stop());

    it('hands over to its database and waits for its reports; a lost password is made anew', async () => {
      const done = await huoshui(
        'import',
        'orders',
        join(folder, 'new.txt'),
        '--mapping',
        join(folder, 'columns.json'),
      );
      expect(done).toMatchObject({ code: 0, last: { rows: 2, members: 1, orders: 2, errors: 0 } });

      const reset = await huoshui('operator', 'reset-password', system.owner.login);
      expect(reset).toMatchObject({ code: 0, last: { login: system.owner.login } });
      const cookie = await signIn(system.url, reset.last);
      const get = async (path: string) =>
        JSON.parse(await (await fetch(`${system.url}${path}`, { headers: { cookie } })).text());
      expect((await get('/api/admin/imports')).items.map((one: { fileName: string }) => one.fileName)).toContain(
        'new.txt',
      );
      const { current } = await get('/api/admin/reports/overview?from=2026-01-01&to=2026-02-28');
      expect(current).toMatchObject({ gmv: 1250 + 300 + 500, orders: 3, payers: 2 });

      const verdict = await huoshui('audit', 'verify');
      expect(verdict).toMatchObject({ code: 0, last: { broken: null, removed: 0 } });
      expect((await huoshui('audit', 'verify', '--known', `7000:${'a'.repeat(64)}`)).last).toMatchObject({
        broken: { why: 'cut' },
      });
      expect((await huoshui('audit', 'verify', '--known', 'x')).code).toBe(2);
      expect((await huoshui('audit', 'trim', '--keep-days', '3')).last).toEqual({ error: 'operators.audit_too_young' });

      const noPhone = await huoshui('operator', 'reset-two-factor', system.owner.login);
      expect(noPhone).toMatchObject({ code: 0, last: { login: system.owner.login, wasOn: false } });

      const nobody = await huoshui('operator', 'reset-password', 'nobody');
      expect(nobody).toMatchObject({ code: 1, last: { error: 'operators.unknown' } });
    });
  });
});

async function signIn(url: string, { login, password }: Record<string, unknown>): Promise<string> {
  const answer = await fetch(`${url}/api/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function huoshui(...args: readonly string[]): Promise<Said> {
  const command = [join(productRoot, 'bin/huoshui.mjs'), ...args, '--data', dataDir];
  return await new Promise((resolve) => {
    execFile(process.execPath, command, (error, out, err) => {
      const last = out.trimEnd().split('\n').at(-1) ?? '';
      resolve({ code: Number(error?.code ?? 0), last: last.startsWith('{') ? JSON.parse(last) : {}, err, out });
    });
  });
}
