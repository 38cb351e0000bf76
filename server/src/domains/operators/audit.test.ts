import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { recordAudit } from './index.ts';
import { emptyAudit, password, signedIn, type TestOperator } from './testing.ts';

const app = await testApp();
let owner: TestOperator;

beforeEach(async () => {
  await emptyAudit(app.ctx);
  owner = await signedIn(app.ctx, 'owner', '陈店主');
});

const audit = async (query = '', cookie = owner.cookie) => app.call(`GET /api/admin/audit${query}`, { cookie });
const entries = async (query = '') => (await audit(query)).body.items;
const create = async (login: string, name = '张三') =>
  app.call('POST /api/admin/operators', { cookie: owner.cookie, body: { login, name, role: 'viewer', password } });

it('tells who did what to whom, when, and by which request', async () => {
  const made = await create('audit-one');
  expect(await entries()).toEqual([
    {
      id: expect.stringMatching(/^aud_/),
      at: expect.any(String),
      operatorId: owner.id,
      operatorName: '陈店主',
      apiKey: null,
      action: 'POST /api/admin/operators',
      area: 'operators',
      entityId: made.body.id,
      summary: words('新建账号 audit-one（张三，只读）', 'Created the account audit-one (张三, Viewer)'),
      details: { login: 'audit-one', name: '张三', role: 'viewer', password: '[redacted]' },
      before: null,
      requestId: made.headers.get('x-request-id'),
      seal: null,
    },
  ]);
});

it('has beside each change what stood there before, of a thing and of a setting', async () => {
  const { body } = await create('audit-before');
  const rename = async (name: string) =>
    app.call(`PATCH /api/admin/operators/${body.id}`, { cookie: owner.cookie, body: { name } });
  await rename('李四');
  await rename('王五');
  expect((await entries('?area=operators'))[0]).toMatchObject({ details: { name: '王五' }, before: { name: '李四' } });
  const shop = (await app.call('GET /api/admin/settings/shop', { cookie: owner.cookie })).body;
  const { revision: _revision, ...values } = shop;
  for (const name of ['甲店', '乙店'])
    await app.call('PUT /api/admin/settings/shop', { cookie: owner.cookie, body: { ...values, name } });
  expect((await entries('?area=settings'))[0]).toMatchObject({ details: { name: '乙店' }, before: { name: '甲店' } });
});

it('never holds a password', async () => {
  const { body } = await create('audit-two');
  await app.call(`PATCH /api/admin/operators/${body.id}`, {
    cookie: owner.cookie,
    body: { password: 'secret word 1' },
  });
  const change = { current: password, next: 'secret word 2' };
  await app.call('PUT /api/admin/session/password', { cookie: owner.cookie, body: change });
  await app.call('POST /api/admin/session', { body: { login: owner.login, password: 'secret word 2' } });
  const { rows } = await sql<{ entry: string }>`
    select e::text as entry from operators.audit_entry e
  `.execute(app.ctx.db);
  expect(rows).toHaveLength(4);
  expect(JSON.stringify(rows)).not.toMatch(/secret word|correct horse/);
});

it('has no entry for what was refused', async () => {
  await create('audit-three');
  await create('audit-three');
  expect(await entries('?area=operators')).toHaveLength(1);
});

it('is filtered by area, person, thing, words and what was given', async () => {
  const { body } = await create('audit-four');
  await app.call('DELETE /api/admin/session', { cookie: (await signedIn(app.ctx, 'viewer', '王五')).cookie });
  expect(await entries()).toHaveLength(2);
  expect(await entries(`?operatorId=${owner.id}`)).toMatchObject([{ entityId: body.id }]);
  expect(await entries('?area=session')).toMatchObject([
    { operatorName: '王五', summary: words('退出控制台', 'Signed out') },
  ]);
  expect(await entries(`?entityId=${body.id}`)).toHaveLength(1);
  expect(await entries(`?q=${encodeURIComponent('audit-FOUR')}`)).toHaveLength(1);
  expect(await entries(`?q=${encodeURIComponent('"role": "viewer"')}`)).toMatchObject([{ entityId: body.id }]);
  expect(await entries(`?q=${encodeURIComponent('%')}`)).toEqual([]);
});

it('is filtered by days of the shop, whatever the zone of the machine', async () => {
  const entry = { action: 'POST /x', area: 'orders', entityId: null, details: null };
  for (const at of ['2026-11-20T15:59:59.999Z', '2026-11-20T16:00:00Z', '2026-11-21T15:59:59Z', '2026-11-21T16:00:00Z'])
    await recordAudit({ ...app.ctx, now: () => new Date(at) }, { ...entry, summary: plainWords(at) });
  const days = async (query: string) =>
    (await entries(`?area=orders&${query}`)).map((one: { summary: Words }) => one.summary.zh);
  expect(await days('from=2026-11-21&to=2026-11-21')).toEqual(['2026-11-21T15:59:59Z', '2026-11-20T16:00:00Z']);
  expect(await days('to=2026-11-20')).toEqual(['2026-11-20T15:59:59.999Z']);
  expect(await days('from=2026-11-22')).toEqual(['2026-11-21T16:00:00Z']);
  expect((await audit('?from=2026-02-30')).body.error.code).toBe('platform.bad_input');
  const file = await app.call('GET /api/admin/audit/export.csv?area=orders&from=2026-11-22', { cookie: owner.cookie });
  expect(file.text.trimEnd().split('\r\n')).toHaveLength(2);
});

it('is read page by page, newest first, without loss where entries share an instant', async () => {
  const at = new Date('2026-11-21T00:00:00Z');
  const ctx = { ...app.ctx, now: () => at };
  const entry = { action: 'POST /x', area: 'test', entityId: null, details: null };
  for (let n = 0; n < 7; n += 1) await recordAudit(ctx, { ...entry, summary: plainWords(`第${n}条`) });
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = (await audit(`?area=test&limit=3${cursor}`)).body;
    seen.push(...page.items.map((item: { summary: Words }) => item.summary.zh));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    expect(page.total).toBe(7);
  } while (cursor !== '');
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `第${n}条`));
});

it('keeps an entry small, however large the change was', async () => {
  const details = { lines: 'x'.repeat(20_000) };
  await recordAudit(app.ctx, { action: 'POST /x', area: 'big', entityId: null, summary: plainWords('大'), details });
  expect(await entries('?area=big')).toMatchObject([
    { operatorName: '系统', details: { leftOut: '20012 characters' } },
  ]);
});

it('is a spreadsheet in which no cell can act', async () => {
  await create('audit-five', '=HYPERLINK("http://x")');
  const name = '=cmd|calc';
  const actor = { kind: 'operator', id: owner.id, name, role: 'owner', stores: null } as const;
  await recordAudit(
    { ...app.ctx, actor },
    { action: 'A', area: 'csv', entityId: null, summary: plainWords('@SUM(1)'), details: null },
  );
  const file = await app.call('GET /api/admin/audit/export.csv?area=csv', { cookie: owner.cookie });
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.text).toContain(`,'=cmd|calc,csv,,'@SUM(1),A,`);
  const english = await app.call('GET /api/admin/audit/export.csv?area=operators&language=en', {
    cookie: owner.cookie,
  });
  expect(english.text).toContain('Time,Operator,Area,Object,What,Route,Request,API key,Sealed as no.,Hash');
  expect(english.text).toContain(',Operators,');
});

it.each(['operator', 'viewer'] as const)('is not for %s', async (role) => {
  const { cookie } = await signedIn(app.ctx, role);
  expect((await audit('', cookie)).body.error.code).toBe('platform.forbidden');
  expect((await app.call('GET /api/admin/audit/export.csv', { cookie })).status).toBe(403);
});
