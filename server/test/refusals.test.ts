import type { Picked } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { accountValues } from '../src/domains/accounts/testing.ts';
import { createProduct } from '../src/domains/catalog/testing.ts';
import { createCoupon } from '../src/domains/coupons/testing.ts';
import { createMember } from '../src/domains/members/testing.ts';
import { signedIn } from '../src/domains/operators/testing.ts';
import { aMemberOfStaff, wayValues } from '../src/domains/scrm/testing.ts';
import { testApp } from '../src/platform/testing/app.ts';

// What only a domain can refuse says at which field of the form it stands, in both languages.

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

async function refusedAt(route: string, body: unknown) {
  const answer = await app.call(route, { cookie, body });
  expect([route, answer.status]).toEqual([route, expect.toSatisfy((status: number) => status >= 400 && status < 500)]);
  const { problems } = answer.body.error.details;
  expect(problems).toEqual([{ at: expect.any(String), words: { zh: expect.any(String), en: expect.any(String) } }]);
  expect(answer.body.error.message).toBe(problems[0].words.zh);
  return problems[0];
}

it('a category: a name that its neighbours have, a parent that cannot be', async () => {
  const { body: fruit } = await app.call('POST /api/admin/categories', { cookie, body: { name: '水果' } });
  expect(await refusedAt('POST /api/admin/categories', { name: '水果' })).toEqual({
    at: 'name',
    words: { zh: '同级下已有同名分类“水果”', en: 'A category named "水果" exists here' },
  });
  expect((await refusedAt(`PATCH /api/admin/categories/${fruit.id}`, { parentId: fruit.id })).at).toBe('parentId');
});

it('a product: the price or the code of the very SKU', async () => {
  const { categoryId, skuId } = await createProduct(app.ctx, { price: 990, stock: 5 });
  const options = [{ name: '份量', values: ['一斤', '两斤'] }];
  const product = (second: object) => ({
    name: '橙子',
    categoryId,
    images: ['/files/a.jpg'],
    options,
    skus: [
      { values: ['一斤'], price: 990, code: 'ORANGE-1' },
      { values: ['两斤'], price: 1_800, ...second },
    ],
  });
  const at = async (second: object) => (await refusedAt('POST /api/admin/products', product(second))).at;
  expect(await at({ memberPrice: 1_900 })).toBe('skus.1.memberPrice');
  expect(await at({ listPrice: 1_000 })).toBe('skus.1.listPrice');
  expect(await at({ code: 'ORANGE-1' })).toBe('skus.1.code');
  expect((await refusedAt('POST /api/admin/stock', { skuId, change: -6, reason: '盘亏' })).at).toBe('change');
});

it('an operator: a login that is taken, a password that is the login, each under its own name in each form', async () => {
  const account = { name: '阿明', login: 'aming', role: 'operator', password: 'long-enough-1' };
  await app.call('POST /api/admin/operators', { cookie, body: account });
  expect((await refusedAt('POST /api/admin/operators', account)).at).toBe('login');
  const same = { ...account, login: 'same-as-login', password: 'same-as-login' };
  expect((await refusedAt('POST /api/admin/operators', same)).at).toBe('password');
  const own = { current: 'not-hers-at-all', next: 'long-enough-2' };
  expect((await refusedAt('PUT /api/admin/session/password', own)).at).toBe('current');
});

it('a coupon given by hand: one that cannot be given', async () => {
  const { id } = await createCoupon(app.ctx, { state: 'ended' });
  const { id: memberId } = await createMember(app.ctx);
  const gift = { memberId, reason: '补偿' };
  expect((await refusedAt(`POST /api/admin/coupons/${id}/grants`, gift)).at).toBe('templateId');
});

it('what has ended is picked anew by nobody, and stays where it was', async () => {
  const { ctx } = app;
  const now = ctx.now();
  const made = await app.call('POST /api/admin/official-accounts', {
    cookie,
    body: { values: accountValues('停用的号') },
  });
  const account = made.body.id;
  await sql`update accounts.account set archived_at = ${now} where id = ${account}`.execute(ctx.db);
  const staff = await aMemberOfStaff(ctx, 'left');
  await sql`update scrm.staff set gone_at = ${now} where userid = ${staff}`.execute(ctx.db);
  for (const [table, id] of [
    ['accounts.rule', 'rul_ended'],
    ['scrm.contact_way', 'way_ended'],
    ['scrm.group_code', 'gco_ended'],
    ['quizzes.quiz', 'qiz_ended'],
  ] as const)
    await sql`
      insert into ${sql.table(table)} (id, name, values, archived_at, created_at${table === 'accounts.rule' ? sql`, priority` : sql``})
      values (${id}, ${id}, '{}', ${now}, ${now}${table === 'accounts.rule' ? sql`, 1` : sql``})
    `.execute(ctx.db);
  await sql`insert into scrm.chat (id, name, dismissed_at) values ('wr_ended', '散了的群', ${now})`.execute(ctx.db);
  const all: readonly { readonly of: Picked; readonly id: string }[] = [
    { of: 'official_account', id: account },
    { of: 'account_rule', id: 'rul_ended' },
    { of: 'contact_way', id: 'way_ended' },
    { of: 'group_code', id: 'gco_ended' },
    { of: 'customer_group', id: 'wr_ended' },
    { of: 'wecom_staff', id: staff },
    { of: 'quiz', id: 'qiz_ended' },
  ];
  const names = await ctx.names(ctx, all);
  expect(all.filter(({ of, id }) => names(of, id) === null || !names.ended(of, id))).toEqual([]);
  // Whose friends wait for somebody can be asked about, and handed over.
  const { ended } = await ctx.names(ctx, [{ of: 'wecom_member', id: staff }]);
  expect(ended('wecom_member', staff)).toBe(false);

  const said = { name: '发给谁', account, to: 'everybody', tag: null, text: '你好', page: null, label: null };
  const values = { ...said, day: null, minute: null };
  expect((await refusedAt('POST /api/admin/account-broadcasts', { values })).at).toBe('account');
  expect((await refusedAt('POST /api/admin/contact-ways', { values: wayValues('离职的人', staff) })).at).toBe(
    'staff.0.who',
  );
  await sql`update scrm.staff set gone_at = null where userid = ${staff}`.execute(ctx.db);
  const way = await app.call('POST /api/admin/contact-ways', {
    cookie,
    body: { values: wayValues('还在的人', staff) },
  });
  await sql`update scrm.staff set gone_at = ${now} where userid = ${staff}`.execute(ctx.db);
  const changed = { ...wayValues('还在的人', staff), welcome: '换了一句' };
  const kept = await app.call(`PUT /api/admin/contact-ways/${way.body.id}`, { cookie, body: { values: changed } });
  expect([way.status, kept.status]).toEqual([200, 200]);
});
