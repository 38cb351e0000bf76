import { beforeAll, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { runToEnd, uploadFile } from './testing.ts';

const app = await testApp();
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'operator')).cookie;
});

/** A workbook with a cover, its orders, and its members. */
async function workbook(): Promise<Uint8Array> {
  const made = await writeXlsx([
    { sheet: '说明', data: [] },
    {
      sheet: '订单',
      data: [
        ['会员', '下单时间', '金额'],
        ['m-1', '2026-01-02 10:00', 9.5],
      ],
    },
    {
      sheet: '会员',
      data: [
        ['会员', '昵称'],
        ['m-1', '小王'],
        ['m-2', '小李'],
      ],
    },
  ]).toBuffer();
  return new Uint8Array(made);
}

const call = async (route: string, body?: object) => app.call(route, { cookie, ...(body ? { body } : {}) });
const upload = async () => (await uploadFile(app, cookie, 'shop.xlsx', await workbook())).body.id;
const read = async (id: string, sheet: string) => call(`PUT /api/admin/imports/${id}/sheet`, { sheet });

it('a workbook says which of its sheets is read, and which are not', async () => {
  const id = await upload();
  expect((await call(`GET /api/admin/imports/${id}`)).body).toMatchObject({
    sheets: ['订单', '会员'],
    sheet: '订单',
    rows: 1,
  });
  const { notes } = (await call(`GET /api/admin/imports/${id}/preview`)).body;
  expect(notes[0]).toEqual({
    zh: '工作簿有 2 张表，读的是“订单”；没有读：“会员”',
    en: 'The workbook has 2 sheets: “订单” is read, and these are not: “会员”',
  });
  const csv = (await uploadFile(app, cookie, 'orders.csv', '会员,昵称\nm-9,小张\n')).body.id;
  expect((await call(`GET /api/admin/imports/${csv}`)).body).toMatchObject({ sheets: [], sheet: null });
  expect((await call(`GET /api/admin/imports/${csv}/preview`)).body.notes).toEqual([]);
});

it('another sheet may be read, also after a dry run, until one was brought in', async () => {
  const id = await upload();
  expect(await runToEnd(app, cookie, id, { dryRun: true })).toMatchObject({ orders: 1, sheet: '订单' });
  expect((await read(id, '会员')).body).toMatchObject({
    sheet: '会员',
    state: 'uploaded',
    rows: 2,
    orders: 0,
    mapping: null,
  });
  const { header, notes } = (await call(`GET /api/admin/imports/${id}/preview`)).body;
  expect([header.map(({ zh }: { zh: string }) => zh), notes[0].zh]).toEqual([
    ['会员', '昵称'],
    '工作簿有 2 张表，读的是“会员”；没有读：“订单”',
  ]);
  expect((await read(id, '没有')).body.error.code).toBe('imports.no_such_sheet');
  expect(await runToEnd(app, cookie, id)).toMatchObject({ members: 2, orders: 0 });
  expect((await read(id, '订单')).body.error.code).toBe('imports.sheet_stays');
  expect((await call(`GET /api/admin/imports/${id}`)).body).toMatchObject({ sheet: '会员', state: 'done', members: 2 });
});

it('a workbook without anything on its sheets is empty', async () => {
  const blank = await writeXlsx([{ sheet: '一', data: [] }]).toBuffer();
  const { status, body } = await uploadFile(app, cookie, 'blank.xlsx', new Uint8Array(blank));
  expect([status, body.error?.code]).toEqual([400, 'imports.empty']);
});
