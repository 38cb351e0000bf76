import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { carryOut } from './carry-out.ts';
import type { Mapping } from './mapping.ts';
import { readRecords } from './records.ts';
import { startImport } from './start.ts';
import { previewFile, runToEnd, uploadFile } from './testing.ts';
import { uploadImport } from './upload.ts';

const app = await testApp();
let cookie: string;

beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'operator')).cookie;
});

const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
const upload = async (text: string | Uint8Array, name = 'orders.csv') =>
  (await uploadFile(app, cookie, name, text)).body.id;
const bring = async (text: string | Uint8Array, how = {}) => runToEnd(app, cookie, await upload(text), how);
const han = /\p{Script=Han}/u;
/** What a sentence says itself, without the cells and the names of columns that it repeats from the file. */
const ownWords = (sentence: string, file: readonly string[]) =>
  file
    .flatMap((line) => line.split(','))
    .filter((cell) => cell !== '')
    .reduce((rest, cell) => rest.replaceAll(cell, ''), sentence);
const countOrders = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from orders.placed`.execute(app.ctx.db);
  return rows[0]?.n ?? 0;
};

describe('a file that is none', () => {
  const bad: readonly (readonly [string, Uint8Array, string])[] = [
    ['empty', Buffer.alloc(0), 'imports.empty'],
    ['blank', Buffer.from('\ufeff \r\n\t\n'), 'imports.empty'],
    ['binary', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 256)), 'imports.not_text'],
    ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'imports.spreadsheet'],
    ['a broken workbook', Buffer.from('PK\u0003\u0004 and more'), 'platform.not_a_workbook'],
    ['of an unknown encoding', Buffer.from([0x6d, 0x2c, 0xff, 0xff, 0x0a, 0x80, 0xff]), 'imports.wrong_encoding'],
  ];
  it.each(bad)('(%s) is refused when it comes in, in words', async (_, bytes, code) => {
    const { status, body } = await uploadFile(app, cookie, 'x.csv', bytes);
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code });
    expect(body.error?.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is refused when it is no upload at all, or larger than 50 MiB', async () => {
    const json = await app.call('POST /api/admin/imports', { cookie, body: { file: 'x' } });
    expect(json.body.error.code).toBe('imports.no_file');
    const { status } = await uploadFile(app, cookie, 'x.csv', Buffer.alloc(50 * 1024 * 1024 + 1, 'a,'));
    expect(status).toBe(413);
  }, 60_000);

  it('is refused from who may only look', async () => {
    const viewer = (await signedIn(app.ctx, 'viewer')).cookie;
    expect((await uploadFile(app, viewer, 'x.csv', 'member\n1')).status).toBe(403);
    const id = await upload('member\n1');
    const body = { mapping: { format: 'csv', columns: ['member'] }, dryRun: true };
    expect((await app.call(`POST /api/admin/imports/${id}/run`, { cookie: viewer, body })).status).toBe(403);
    expect((await app.call(`GET /api/admin/imports/${id}`, { cookie: viewer })).status).toBe(200);
    expect((await app.call(`GET /api/admin/imports/${id}`)).status).toBe(401);
  });

  it('lies where no address leads to it', async () => {
    const id = await upload('会员,手机号\nsecret,13800138000\n');
    const { rows } = await sql<{ path: string }>`select path from imports.import where id = ${id}`.execute(app.ctx.db);
    const name = rows[0]?.path.split('/').slice(-2).join('/');
    expect((await app.call(`GET /files/${name}`)).status).toBe(404);
    expect(JSON.stringify(await get(`imports/${id}`))).not.toContain(name);
  });
});

describe('an import', () => {
  const gbk = Buffer.concat([
    Buffer.from([0xbb, 0xe1, 0xd4, 0xb1, 0x2c, 0xea, 0xc7, 0xb3, 0xc6]), // 会员,昵称
    Buffer.from(',order_at,amount\n g1,'),
    Buffer.from([0xd0, 0xa1, 0xc0, 0xee]), // 小李
    Buffer.from(',2026-01-02,12.50\n'),
  ]);

  it('reads GBK as it reads UTF-8 and UTF-16', async () => {
    expect(await bring(gbk)).toMatchObject({ state: 'done', rows: 1, members: 1, orders: 1, errors: 0 });
    expect((await get('members?q=小李')).items).toHaveLength(1);
    const wide = Buffer.from('\ufeff会员\t昵称\ng2\t小王\n', 'utf16le');
    expect(await bring(wide)).toMatchObject({ members: 1, orders: 0 });
    expect((await get('members?q=小王')).items).toHaveLength(1);
  });

  it('tells what is wrong with each row and brings the others in', async () => {
    const lines = [
      '会员,昵称,订单号,下单时间,实付金额,数量,商品', // 1
      'b1,甲,B1,2026-01-02,12.5,1,苹果',
      'b2,乙,B2,9999-12-31,12.5,1,苹果', // 3
      'b3,丙,B3,2026-02-30,12.5,1,苹果',
      'b4,丁,B4,2026-01-02,-3,1,苹果', // 5
      'b5,戊,B5,2026-01-02,12.5,0,苹果',
      'b6,己,B6,2026-01-02', // 7
      `b7,${'x'.repeat(1024 * 1024)},B7,2026-01-02,1,1,a`,
      ',辛,B8,2026-01-02,1,1,a', // 9
      'b9,壬,B1,2026-01-03,1,1,a',
      '"b10,癸,B10,2026-01-02,1,1,a', // 11
      'b11,子,B11,,1,1,a',
      'b12,丑,B12,soon,much,many,a', // 13
      ...Array.from({ length: 40 }, (_, n) => `c${n},好,C${n},2026-01-02,1,1,a`),
    ];
    const id = await upload(lines.join('\r\n'));
    const done = await runToEnd(app, cookie, id);
    expect(done).toMatchObject({ state: 'done', rows: 52, orders: 41, members: 41, errors: 11 });
    const { items, total } = await get(`imports/${id}/errors?limit=100`);
    expect(total).toBe(11);
    const told = items.map((e: { row: number; column: Words | null; message: Words }) => [
      e.row,
      e.column?.zh ?? null,
      e.message.zh,
    ]);
    expect(told).toEqual([
      [3, '下单时间', expect.stringContaining('今天之后')],
      [4, '下单时间', expect.stringContaining('不存在')],
      [5, '实付金额', expect.stringContaining('负数')],
      [6, '数量', expect.stringContaining('1 以上')],
      [7, null, expect.stringContaining('缺少：实付金额、数量、商品')],
      [8, null, expect.stringContaining('超过')],
      [9, '会员', expect.stringContaining('哪位会员')],
      [10, '订单号', expect.stringContaining('第 2 行')],
      [11, null, '引号没有成对'],
      [12, '下单时间', expect.stringContaining('没有下单时间')],
      [13, '下单时间', expect.stringContaining('不是日期')],
      [13, '实付金额', expect.stringContaining('不是金额')],
      [13, '数量', expect.stringContaining('1 以上')],
    ]);
    for (const { text } of items) expect(text.length).toBeLessThanOrEqual(200);
    for (const { message } of items) expect(ownWords(message.en, lines)).not.toMatch(han);
    const second = await get(`imports/${id}/errors?limit=2`);
    expect((await get(`imports/${id}/errors?limit=2&cursor=${second.nextCursor}`)).items[0].row).toBe(5);
  });

  it('takes formulas, SQL and HTML for the texts they are', async () => {
    const names = [
      `=HYPERLINK("http://evil","x")`,
      `'); drop table members.member;--`,
      '<img src=x onerror=alert(1)>',
      '@SUM(A1)',
      '+1',
      '-2',
    ];
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const good = names.map((name, n) => `inert${n},${quoted(name)},2026-01-02,1.00`);
    const bad = names.map((name) => `${quoted(name)},${quoted(name)},2026-01-02,much`);
    const id = await upload(['会员,昵称,下单时间,金额', ...good, ...bad].join('\n'));
    expect(await runToEnd(app, cookie, id)).toMatchObject({ orders: names.length, errors: names.length });
    for (const name of names) {
      const { items } = await get(`members?q=${encodeURIComponent(name.slice(0, 30))}`);
      expect(
        items.map((item: { nickname: string }) => item.nickname),
        name,
      ).toContain(name.slice(0, 30));
    }
    const csv = await app.call(`GET /api/admin/imports/${id}/errors.csv`, { cookie });
    expect(csv.headers.get('content-disposition')).toContain('import-errors.csv');
    const records = [...readRecords(csv.text.replaceAll('\r\n', '\n'), ',')];
    const cells = records.flatMap((record) => ('cells' in record ? record.cells : [record.broken.zh]));
    expect(cells).toHaveLength(4 * (1 + names.length));
    for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t-]/);
    expect(csv.text).toContain(`'=HYPERLINK`);
    const english = await app.call(`GET /api/admin/imports/${id}/errors.csv?language=en`, { cookie });
    expect(english.text).toContain('Line,Column,Problem,As it stands\r\n8,金额,“much” is no amount');
  });

  it('refuses a mapping that could not bring one right row, before it reads any', async () => {
    const id = await upload('a,b,c\n1,2,3\n');
    const run = async (mapping: Mapping) =>
      (await app.call(`POST /api/admin/imports/${id}/run`, { cookie, body: { mapping, dryRun: false } })).body.error
        ?.code;
    expect(await run({ format: 'csv' })).toBe('imports.no_columns');
    expect(await run({ format: 'csv', columns: ['nickname', 'order_at', 'amount_yuan'] })).toBe(
      'imports.no_member_column',
    );
    expect(await run({ format: 'csv', columns: ['member', 'member'] })).toBe('imports.column_twice');
    expect(await run({ format: 'csv', columns: ['member', 'order_at'] })).toBe('imports.half_an_order');
    expect((await get(`imports/${id}`)).state).toBe('uploaded');
  });

  it('knows people by their phone where nothing else names them, and keeps the number sealed', async () => {
    const text =
      '手机号,下单时间,金额\n13700137000,2026-01-02,1\n+86 137-0013-7000,2026-01-03,2\n13700137001,2026-01-03,2\n';
    expect(await bring(text)).toMatchObject({ members: 2, orders: 3 });
    const { rows } = await sql<{ found: number }>`
      select count(*)::int as found from members.identity where value like '%13700137000%'
    `.execute(app.ctx.db);
    expect(rows[0]?.found).toBe(0);
    expect((await get('members?q=13700137000')).items).toHaveLength(1);
  });

  it('brings nothing a second time: not the file, not its rows in another order, not orders without a number', async () => {
    const rows = ['r1,2026-01-02 10:00,5.00', 'r1,2026-01-02 10:00,5.00', 'r2,2026-01-03,6.00', 'r1,2026-02-01,7.00'];
    const header = '会员,下单时间,金额\n';
    expect(await bring(header + rows.join('\n'))).toMatchObject({ members: 2, orders: 4 });
    const before = await countOrders();
    expect(await bring(header + rows.join('\n'))).toMatchObject({ members: 0, orders: 0, errors: 0 });
    expect(await bring(header + rows.toReversed().join('\r\n'))).toMatchObject({ members: 0, orders: 0 });
    expect(await countOrders()).toBe(before);
    expect(await bring(`${header}${rows.join('\n')}\nr1,2026-01-02 10:00,5.00\n`)).toMatchObject({
      members: 0,
      orders: 1,
    });
  });

  it('tells in a dry run what would come in, and changes nothing', async () => {
    const text = `会员,标签,订单号,下单时间,金额\n${Array.from({ length: 6000 }, (_, n) => `d${n % 100},试,D${n},2026-01-02,${n === 5 ? 'x' : 1}`).join('\n')}`;
    const id = await upload(text);
    const before = await countOrders();
    const dry = await runToEnd(app, cookie, id, { dryRun: true });
    expect(dry).toMatchObject({ state: 'done', dryRun: true, rows: 6000, members: 100, orders: 5999, errors: 1 });
    expect(await countOrders()).toBe(before);
    expect((await get('members?q=d99')).items).toEqual([]);
    const { mapping } = dry;
    expect(await runToEnd(app, cookie, id, mapping ? { mapping } : {})).toMatchObject({
      dryRun: false,
      members: 100,
      orders: 5999,
      errors: 1,
    });
    expect(await countOrders()).toBe(before + 5999);
  });

  it('lists the first ten thousand of its errors and says that there are more', async () => {
    const id = await upload(`会员,下单时间,金额\n${'e,2026-01-02,x\n'.repeat(10_020)}`);
    expect(await runToEnd(app, cookie, id)).toMatchObject({ state: 'done', orders: 0, errors: 10_020 });
    const { text } = await app.call(`GET /api/admin/imports/${id}/errors.csv`, { cookie });
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(10_002);
    expect(lines.at(-1)).toContain('共 10020 行');
  });

  it('of a history of decades reaches the reports: each order on its day', async () => {
    const months = Array.from(
      { length: 400 },
      (_, n) => `${1990 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-15`,
    );
    const done = await bring(`会员,下单时间,金额\n${months.map((day, n) => `old${n % 7},${day},${n + 1}`).join('\n')}`);
    expect(done).toMatchObject({ orders: 400, errors: 0 });
    await app.settle();
    const [stored] = await app.ctx.events.query<{ orders: number; months: number }>(
      "select count() as orders, uniqExact(toYYYYMM(ts)) as months from history AS events where name = 'order.paid' and ts < toDateTime64('2023-06-01 00:00:00', 3, 'UTC')",
    );
    expect(stored).toEqual({ orders: 400, months: 400 });
  });

  it('lists imports, newest first, and finds them by name', async () => {
    const one = await upload('member\n1', '../../etc/会员\u0000名单.csv');
    const { items } = await get('imports?limit=1');
    expect(items[0]).toMatchObject({ id: one, fileName: '会员名单.csv', state: 'uploaded' });
    expect((await get('imports?q=名单')).items).toHaveLength(1);
    expect((await previewFile(app, cookie, one)).suggestion.columns).toEqual(['member']);
    const bare = await upload('13800138000,2026-01-02\n13800138001,2026-01-03\n');
    expect((await get(`imports/${bare}/preview`)).header[1]).toEqual({ zh: '第 2 列', en: 'Column 2' });
    expect((await app.call('GET /api/admin/imports/imp_none', { cookie })).status).toBe(404);
  });
});

describe('an import whose worker is killed', () => {
  const file = (name: string) =>
    Buffer.from(
      `会员,订单号,下单时间,金额\n${Array.from({ length: 12_000 }, (_, n) => `${name}${n % 500},${name}${n},2026-01-02,${n % 9 === 0 ? 'x' : 1}`).join('\n')}`,
    );
  const mapping: Mapping = {
    format: 'csv',
    delimiter: ',',
    header: true,
    columns: ['member', 'order_id', 'order_at', 'amount_yuan'],
  };
  const whole = { state: 'done', rows: 12_000, doneRows: 12_000, members: 500, orders: 10_666, errors: 1334 };

  const begin = async (name: string): Promise<string> => {
    const { id } = await uploadImport(app.ctx, { name, bytes: file(name) });
    await inTransaction(app.ctx, async (ctx) => startImport(ctx, id, { mapping, dryRun: false }));
    return id;
  };
  const dieAfterOneBatch = () => {
    throw new Error('killed');
  };

  it('goes on where it was left: every row counts once', async () => {
    const id = await begin('kill');
    await expect(carryOut(app.ctx, id, dieAfterOneBatch)).rejects.toThrow('killed');
    expect(await get(`imports/${id}`)).toMatchObject({ state: 'running', doneRows: 5000 });
    expect(await carryOut(app.ctx, id)).toMatchObject(whole);
    expect((await get('tasks')).items[0]).toMatchObject({
      id,
      title: { zh: '导入「kill」', en: 'Import of “kill”' },
      state: 'done',
      done: 12_000,
      total: 12_000,
      message: { en: 'New: 500 members, 10666 orders; 1334 lines with problems' },
    });
  });

  it('is taken up by another worker when it stands still', async () => {
    const id = await begin('still');
    await expect(carryOut(app.ctx, id, dieAfterOneBatch)).rejects.toThrow('killed');
    await app.advance(61_000);
    await app.settle();
    await expect.poll(async () => get(`imports/${id}`), { timeout: 30_000 }).toMatchObject(whole);
  });

  it('comes to no harm when two workers carry it out at once', async () => {
    const id = await begin('twice');
    await Promise.all([carryOut(app.ctx, id), carryOut(app.ctx, id)]);
    await expect.poll(async () => get(`imports/${id}`), { timeout: 30_000 }).toMatchObject(whole);
  });

  it('is given up, in words, when it never gets any further', async () => {
    const id = await begin('never');
    await sql`update imports.import set path = path || '.gone' where id = ${id}`.execute(app.ctx.db);
    expect(await carryOut(app.ctx, id)).toMatchObject({
      state: 'failed',
      failure: { zh: expect.stringContaining('重新上传'), en: expect.stringContaining('upload it again') },
    });
  });
});
