import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { bookMismatches } from '../orders/testing.ts';
import type { Mapping } from './mapping.ts';
import { runToEnd, uploadFile } from './testing.ts';

const app = await testApp();
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
const upload = async (file: string | Uint8Array) => (await uploadFile(app, cookie, 'file.csv', file)).body.id;
async function bring(file: string | Uint8Array, how: { mapping?: Mapping; dryRun?: boolean; source?: string } = {}) {
  const id = await upload(file);
  const { source, ...rest } = how;
  const mapping = how.mapping ?? (await get(`imports/${id}/preview`)).suggestion;
  const done = await runToEnd(app, cookie, id, { ...rest, mapping: source ? { ...mapping, source } : mapping });
  const { items } = await get(`imports/${id}/errors?limit=100`);
  const told = items.map((e: { row: number; column: Words | null; message: Words }) => [e.row, e.message.zh]);
  return { ...done, told };
}
const membersNamed = async (q: string) => (await get(`members?limit=100&q=${encodeURIComponent(q)}`)).items;
const orderNumbers = async () => {
  const { rows } = await sql<{ id: string }>`select external_id as id from orders.placed order by id`.execute(
    app.ctx.db,
  );
  return rows.map((row) => row.id);
};

describe('two old systems with the same numbers', () => {
  const first =
    '会员号,昵称,手机号,订单号,下单时间,实付金额\n1001,张一,13811110001,A1,2026-01-02,10\n1002,李一,13811110002,A2,2026-01-02,20\n';
  const second =
    '会员号,昵称,手机号,订单号,下单时间,实付金额\n1001,王二,13822220001,A1,2026-02-02,30\n1003,赵二,13822220003,A3,2026-02-02,40\n';

  it('are told line by line, and nobody vanishes, until the second is named', async () => {
    expect(await bring(first)).toMatchObject({ members: 2, orders: 2, errors: 0 });
    const clash = await bring(second);
    expect(clash).toMatchObject({ members: 1, orders: 1, errors: 1 });
    expect(clash.told).toEqual([[2, expect.stringContaining('已有另一个手机号')]]);
    expect(await membersNamed('王二')).toEqual([]);
    expect(await bring(second, { source: '二号店' })).toMatchObject({ members: 1, orders: 2, errors: 0 });
    expect((await membersNamed('王二'))[0]).toMatchObject({ phoneMasked: '138****0001' });
    expect(await orderNumbers()).toEqual(expect.arrayContaining(['csv-A1', 'csv-二号店-A1']));
    // Of both, once more: nothing new and nothing wrong.
    expect(await bring(first)).toMatchObject({ members: 0, orders: 0, errors: 0 });
    expect(await bring(second, { source: '二号店' })).toMatchObject({ members: 0, orders: 0, errors: 0 });
  });

  it('are told where only an order has the same number', async () => {
    const clash = await bring(
      '会员号,订单号,下单时间,实付金额\n1002,A2,2026-01-02,20\n9009,A2,2026-01-02,20\n1002,A1,2026-01-02,99\n',
    );
    expect(clash.told).toEqual(
      [
        [3, expect.stringContaining('另一位会员')],
        [4, expect.stringContaining('已有同号的订单')],
        [2, expect.stringContaining('整单没有导入')],
      ].toSorted((a, b) => Number(a[0]) - Number(b[0])),
    );
    expect(clash.orders).toBe(0);
  });
});

describe('the same rows', () => {
  const rows = [
    'p1,,,',
    'p1,13833330001,,',
    'p2,13833330002,,',
    ',13833330001,2026-01-03,5',
    'p3,13833330002,2026-01-04,6',
    ',13833330003,2026-01-05,7',
    'p4,13833330003,,',
    'p5,,,',
    'p5,13833330001,2026-01-06,8',
    ',13833330004,2026-01-07,9',
  ];
  const header = '会员号,手机号,下单时间,实付金额\n';
  const mapping: Mapping = {
    format: 'csv',
    delimiter: ',',
    header: true,
    columns: ['member', 'phone', 'order_at', 'amount_yuan'],
  };
  const who = async (source: string) => {
    const { rows } = await sql<{ names: string[]; phone: string | null; orders: number }>`
      select array_agg(split_part(i.value, ':', 2) order by i.value) as names, m.phone_masked as phone,
        (select count(*)::int from orders.placed o where o.member_id = m.id and o.external_id like ${`%${source}%`}) as orders
      from members.identity i join members.member m on m.id = i.member_id
      where i.value like ${`csv@${source}:p%`} group by m.id order by 1
    `.execute(app.ctx.db);
    return rows;
  };

  it('give the same persons, however they are cut and however often they are brought', async () => {
    const seen: unknown[] = [];
    for (const size of [rows.length, 1, 3]) {
      const source = `cut${size}`;
      // Each cutting is a shop of its own: phones of the others are out of the way.
      await sql`update members.member set phone_sealed = null, phone_index = null, phone_masked = null`.execute(
        app.ctx.db,
      );
      for (let again = 0; again < 2; again += 1) {
        let [members, errors] = [0, 0];
        for (let from = 0; from < rows.length; from += size) {
          const done = await bring(header + rows.slice(from, from + size).join('\n'), {
            mapping: { ...mapping, source },
          });
          members += done.members;
          errors += done.errors;
        }
        expect([size, again, members, errors]).toEqual([size, again, again === 0 ? 5 : 0, 1]);
      }
      seen.push(JSON.parse(JSON.stringify(await who(source)).replaceAll(source, '')));
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it('are counted alike by a trial run', async () => {
    await sql`update members.member set phone_sealed = null, phone_index = null, phone_masked = null`.execute(
      app.ctx.db,
    );
    const dry = await bring(header + rows.join('\n'), { mapping: { ...mapping, source: 'trial' }, dryRun: true });
    expect(dry).toMatchObject({ members: 5, orders: 4, errors: 1 });
  });
});

describe('what a spreadsheet did to a file', () => {
  it('to numbers is refused wherever one names somebody or something, with the reason', async () => {
    const done = await bring(
      '会员号,手机号,订单号,下单时间,实付金额\n1.38E+10,,N1,2026-01-02,1\nn2,1.38E+10,N2,2026-01-02,1\nn3,,4.2E+17,2026-01-02,1\nn4,,4E+17,2026-01-02,1\nn5,,12E5,2026-01-02,1\n',
    );
    expect(done.told).toEqual([2, 3, 4, 5].map((row) => [row, expect.stringContaining('科学计数')]));
    expect(done).toMatchObject({ members: 1, orders: 1, errors: 4 });
  });

  it('around cells is taken off, and `.0` behind them', async () => {
    const file =
      '会员号,昵称,手机号,订单号,下单时间,实付金额\n`w1,`甲甲,`13844440001`,\t9001\t,2026-01-02,`1.50\n="w2","=""乙乙""",13844440002.0,"=""9002""",2026-01-02,"=""2.50"""\n1093.0,丙丙,１３８４４４４０００３,9003.0,2026-01-02,3.50\n';
    expect(await bring(file)).toMatchObject({ members: 3, orders: 3, errors: 0 });
    expect((await membersNamed('甲甲'))[0]).toMatchObject({ phoneMasked: '138****0001' });
    expect((await membersNamed('乙乙'))[0]).toMatchObject({ phoneMasked: '138****0002' });
    expect((await membersNamed('丙丙'))[0]).toMatchObject({ phoneMasked: '138****0003' });
    expect(await orderNumbers()).toEqual(expect.arrayContaining(['csv-9001', 'csv-9002', 'csv-9003']));
    expect(await bring('会员号\n1093\n')).toMatchObject({ members: 0 });
  });

  it('to its bytes costs the line, not the file: one broken byte in a thousand rows', async () => {
    const lines = Array.from({ length: 1000 }, (_, n) => `byte${n},草莓${n},2026-01-02,1`);
    for (const encoding of ['utf8', 'gbk'] as const) {
      // 草莓 in GBK is B2 DD DD AE.
      const berry = encoding === 'gbk' ? Buffer.from([0xb2, 0xdd, 0xdd, 0xae]) : Buffer.from('草莓');
      const parts = lines.flatMap((line, n) => {
        const [head = '', tail = ''] = line.split('草莓');
        const broken = n === 500 ? Buffer.from([0xff]) : Buffer.alloc(0);
        return [Buffer.from(`${encoding}${head}`), berry, broken, Buffer.from(`${tail}\n`)];
      });
      const id = await upload(Buffer.concat([Buffer.from('member,name,order_at,amount\n'), ...parts]));
      const { notes } = await get(`imports/${id}/preview`);
      expect(notes.map((note: Words) => note.en).join()).toContain('1 lines have bytes');
      expect(await runToEnd(app, cookie, id)).toMatchObject({ rows: 1000, orders: 999, errors: 1 });
      expect((await get(`imports/${id}/errors`)).items).toMatchObject([{ row: 502 }]);
    }
    expect(await membersNamed('草莓7')).not.toEqual([]);
  });

  it('to its order of bytes does not matter: UTF-16 of either', async () => {
    const little = Buffer.from('\ufeff会员\t昵称\nu1\t小端\n', 'utf16le');
    const big = Buffer.from('\ufeff会员\t昵称\nu2\t大端\n', 'utf16le').swap16();
    for (const file of [little, big]) expect(await bring(file)).toMatchObject({ members: 1, errors: 0 });
    expect(await membersNamed('大端')).toHaveLength(1);
    // Nor a mark that was lost.
    const plain = Buffer.from('会员\t昵称\nu3\t一小端\n', 'utf16le');
    const turned = Buffer.from('会员\t昵称\nu4\t一大端\n', 'utf16le').swap16();
    for (const file of [plain, turned]) expect(await bring(file)).toMatchObject({ members: 1, errors: 0 });
    for (const name of ['一小端', '一大端']) expect(await membersNamed(name)).toHaveLength(1);
  });
});

describe('a file of orders', () => {
  it('with a title above its names is read from the names on, and the preview says so', async () => {
    const file = `订单报表,,,\n导出时间：2026-11-01,,,\n会员号,订单号,付款时间,实付金额\n${Array.from({ length: 40 }, (_, n) => `t${n},T${n},2026-01-02,1`).join('\n')}`;
    const id = await upload(file);
    const preview = await get(`imports/${id}/preview`);
    expect(preview.suggestion).toMatchObject({ titleLines: 2, header: true });
    expect(preview.header.map((one: Words) => one.zh)).toEqual(['会员号', '订单号', '付款时间', '实付金额']);
    expect(preview.notes.map((note: Words) => note.zh)).toEqual([
      '列名上面有 2 行，不读',
      '这里是前 20 行，文件约有 40 行',
    ]);
    expect(await runToEnd(app, cookie, id)).toMatchObject({ rows: 40, orders: 40, errors: 0 });
  });

  it('of more columns than are read says so', async () => {
    const wide = Array.from({ length: 70 }, (_, n) => `列${n}`);
    const id = await upload(`会员号,${wide.join(',')}\nwide1,${wide.join(',')}\n`);
    const { notes } = await get(`imports/${id}/preview`);
    expect(notes.map((note: Words) => note.zh)).toEqual(['有 71 列，第 60 列以后的不读']);
  });

  it('with a column of states and one of refunds brings what was paid and what was given back', async () => {
    const done = await bring(
      [
        '会员号,订单号,订单状态,付款时间,实付金额,退款金额',
        's1,S1,交易成功,2026-01-02,100,',
        's1,S2,已取消,,50,',
        's1,S3,交易关闭,2026-01-03,30,30',
        's2,S4,交易成功,2026-01-04,80,20.50',
        's2,S5,已退款,2026-01-05,10,',
        's3,S6,等待买家付款,,10,',
        's3,S7,不明状态,2026-01-05,10,',
        's3,S8,已完成,2026-01-05,10,11',
      ].join('\n'),
    );
    expect(done).toMatchObject({ rows: 8, orders: 4, leftOut: 2, errors: 2 });
    expect(done.told).toEqual([
      [8, expect.stringContaining('看不懂订单状态')],
      [9, expect.stringContaining('退款比付的多')],
    ]);
    await app.settle();
    const of = async (name: string) => {
      const { rows } = await sql<{
        id: string;
      }>`select member_id as id from members.identity where value = ${`csv:${name}`}`.execute(app.ctx.db);
      return get(`members/${rows[0]?.id}`);
    };
    expect(await of('s1')).toMatchObject({ orders: 1, spent: 10_000 });
    expect(await of('s2')).toMatchObject({ orders: 1, spent: 5950 });
    expect(await bookMismatches(app.ctx)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from messaging.outbound`.execute(app.ctx.db);
    expect(rows[0]?.n).toBe(0);
  });

  it('with a row for each of its goods makes one order of them', async () => {
    const lines = await bring(
      [
        '会员号,订单号,付款时间,订单金额,商品小计,商品名称,数量',
        'l1,L1,2026-01-02,25,20,草莓,2',
        'l1,L1,2026-01-02,25,10,蓝莓,1',
        'l2,L2,2026-01-03,7,7,苹果,1',
        'l3,L3,2026-01-03,5,5,梨,1',
        'l3,L3,2026-01-03,5,0,赠品,x',
      ].join('\n'),
    );
    expect(lines).toMatchObject({ rows: 5, members: 2, orders: 2, errors: 2 });
    expect(lines.told).toEqual([
      [5, expect.stringContaining('第 6 行有问题')],
      [6, expect.stringContaining('1 以上')],
    ]);
    const { items } = await get('orders?q=import-csv-L1');
    expect(items).toMatchObject([{ number: 'import-csv-L1', payable: 2500 }]);
    const one = await get(`orders/${items[0].id}`);
    expect(
      one.lines.map((l: { name: string; quantity: number; payable: number }) => [l.name, l.quantity, l.payable]),
    ).toEqual([
      ['草莓', 2, 1667],
      ['蓝莓', 1, 833],
    ]);
    // The sum of the lines where no column tells the whole; what differs and is no line total is told.
    expect(await bring('会员号,订单号,付款时间,小计\nl4,L4,2026-01-02,20\nl4,L4,,10\n')).toMatchObject({
      orders: 1,
      errors: 0,
    });
    expect((await get('orders?q=import-csv-L4')).items).toMatchObject([{ payable: 3000 }]);
    const unsaid = await bring('会员号,订单号,付款时间,实付金额\nl5,L5,2026-01-02,20\nl5,L5,2026-01-02,10\n');
    expect(unsaid).toMatchObject({ orders: 0, errors: 2 });
    expect(unsaid.told[1]).toEqual([3, expect.stringContaining('商品小计')]);
    expect(await bookMismatches(app.ctx)).toEqual([]);
  });
});

describe('our own export of orders', () => {
  it('keeps its numbers through a spreadsheet, and brought in again makes nothing twice', async () => {
    const { rows: before } = await sql<{ n: number; m: number }>`
      select (select count(*)::int from orders.placed) as n, (select count(*)::int from members.member) as m
    `.execute(app.ctx.db);
    await sql`update orders.placed set number = '2611210001234567', source = 'shop', external_id = null where external_id = 'csv-L1'`.execute(
      app.ctx.db,
    );
    const { text } = await app.call('GET /api/admin/orders/export.csv', { cookie });
    // A spreadsheet rounds bare digits beyond the fifteenth and writes long ones in scientific notation.
    const opened = text.replace(/(?<=^|,)(\d{12,})(?=,|\r)/gm, (digits) =>
      Number(digits).toExponential(5).toUpperCase(),
    );
    expect(opened).toContain('2611210001234567');
    expect(opened).not.toMatch(/\dE\+\d/);
    const saved = opened.replace(/(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)/g, '$1/$2/$3 $4:$5');
    const again = await bring(saved);
    expect(again).toMatchObject({ members: 0, orders: 0, errors: 0 });
    const { rows: after } = await sql<{ n: number; m: number }>`
      select (select count(*)::int from orders.placed) as n, (select count(*)::int from members.member) as m
    `.execute(app.ctx.db);
    expect(after).toEqual(before);
  });
});

describe('long numbers', () => {
  const file = (rows: readonly string[]) => `会员编号,订单号,下单时间,实付金额\n${rows.join('\n')}\n`;

  it.each([
    [
      'order numbers',
      ['L1,420000000012345000,2026-01-02,10', 'L2,420000000012346000,2026-01-02,20', 'L3,7,2026-01-02,5'],
    ],
    [
      'members',
      ['420000000012345000,L11,2026-01-02,10', '420000000012346000.0,L12,2026-01-02,20', 'L3,L13,2026-01-02,5'],
    ],
    [
      'order numbers of sixteen digits',
      ['L4,2611290227524510,2026-01-02,10', '"L5",2611290227524520,2026-01-02,20', 'L6,8,2026-01-02,5'],
    ],
  ])('whose digits a spreadsheet made zeros are told, in a column of %s', async (_, rows) => {
    const { orders, errors, told } = await bring(file(rows));
    expect([orders, errors]).toEqual([1, 2]);
    expect(told).toEqual([2, 3].map((row) => [row, expect.stringContaining('后面的数字被表格软件改成了 0')]));
  });

  it('that are whole come in, also those that end in zeros by themselves', async () => {
    const whole = ['L21,420000000012345678,2026-01-02,10', 'L22,420000000012345000,2026-01-02,20'];
    expect(await bring(file(whole))).toMatchObject({ orders: 2, errors: 0 });
    // Marked as text, as other systems and our own exports do.
    const marked = ['L23,`420000000099990000,2026-01-02,10', 'L24,"=""420000000099980000""",2026-01-02,20'];
    expect(await bring(file([...marked, 'L25,420000000099970000\t,2026-01-02,10']))).toMatchObject({
      orders: 3,
      errors: 0,
    });
  });
});

it('a time is what the clocks showed when the file was written: each day has its orders in list, export and report', async () => {
  // The clocks went forward on 15 April and back on 16 September 1990.
  const days: Readonly<Record<string, readonly string[]>> = {
    '1990-04-14': ['23:50'],
    '1990-04-15': ['00:10', '03:30', '23:50'],
    '1990-06-01': ['00:30', '23:30'],
    '1990-06-02': ['00:10'],
    '1990-09-15': ['23:50'],
    '1990-09-16': ['00:10', '23:50'],
    '1991-04-14': ['23:59'],
  };
  const rows = Object.entries(days).flatMap(([day, times]) => times.map((time) => `${day} ${time}`));
  const file = `会员编号,订单号,下单时间,实付金额\n${rows.map((at, n) => `Z${n},ZZ${n},${at},1`).join('\n')}\n`;
  expect(await bring(file)).toMatchObject({ orders: rows.length, errors: 0 });
  await app.settle();
  for (const [day, { length }] of Object.entries(days)) {
    const list = await get(`orders?from=${day}&to=${day}&limit=100`);
    const csv = await app.call(`GET /api/admin/orders/export.csv?from=${day}&to=${day}`, { cookie });
    const report = await get(`reports/overview?from=${day}&to=${day}`);
    expect([list.items.length, csv.text.trim().split('\n').length - 1, report.days[0].orders], day).toEqual([
      length,
      length,
      length,
    ]);
  }
});
