import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createFirstOwner } from './index.ts';
import { openSession, password, signedIn, type TestOperator } from './testing.ts';

const app = await testApp();
let owner: TestOperator;

beforeEach(async () => {
  await sql`delete from operators.operator`.execute(app.ctx.db);
  owner = await signedIn(app.ctx, 'owner', '店主');
});

const create = async (cookie: string, change: Record<string, unknown> = {}) =>
  app.call('POST /api/admin/operators', {
    cookie,
    body: { login: 'zhang.san', name: '张三', role: 'operator', password, ...change },
  });
const change = async (cookie: string, id: string, body: Record<string, unknown>) =>
  app.call(`PATCH /api/admin/operators/${id}`, { cookie, body });
const list = async (cookie: string, query = '') => app.call(`GET /api/admin/operators${query}`, { cookie });
const isSignedIn = async (cookie: string) => (await app.call('GET /api/admin/session', { cookie })).status === 200;

describe('the accounts of the console', () => {
  it('are made by the owner, and can sign in', async () => {
    const made = await create(owner.cookie);
    expect(made.body).toMatchObject({ login: 'zhang.san', role: 'operator', disabled: false, lastSeenAt: null });
    expect(JSON.stringify(made.body)).not.toContain('argon2');
    const signIn = await app.call('POST /api/admin/session', { body: { login: 'zhang.san', password } });
    expect(signIn.body.permissions).not.toContain('operators.read');
  });

  it.each(['operator', 'viewer'] as const)('are none of the business of %s', async (role) => {
    const { cookie } = await signedIn(app.ctx, role);
    for (const answer of [await list(cookie), await create(cookie), await change(cookie, owner.id, { name: 'x' })]) {
      expect(answer.body.error.code).toBe('platform.forbidden');
    }
  });

  it('are none of the business of a stranger', async () => {
    expect((await list('')).status).toBe(401);
    expect((await list('hs_operator=guess')).status).toBe(401);
    expect((await create('')).status).toBe(401);
  });

  it('have logins that differ in more than their capitals', async () => {
    await create(owner.cookie);
    const again = await create(owner.cookie, { login: 'Zhang.San' });
    expect([again.status, again.body.error.code]).toEqual([409, 'operators.login_taken']);
  });

  it.each([
    ['a short password', { password: 'short' }],
    ['a login with a space', { login: 'zhang san' }],
    ['a role that does not exist', { role: 'god' }],
    ['no name', { name: '' }],
  ])('are refused with %s', async (_, bad) => {
    expect((await create(owner.cookie, bad)).body.error.code).toBe('platform.bad_input');
  });

  it('are listed page by page and found by a part of login or name', async () => {
    for (const n of [1, 2, 3]) await create(owner.cookie, { login: `staff${n}`, name: `导购${n}` });
    const first = (await list(owner.cookie, '?limit=3')).body;
    const second = (await list(owner.cookie, `?limit=3&cursor=${first.nextCursor}`)).body;
    const logins = [...first.items, ...second.items].map((item: { login: string }) => item.login);
    expect(logins).toEqual([owner.login, 'staff1', 'staff2', 'staff3']);
    expect([first.total, second.nextCursor]).toEqual([4, null]);
    const found = (await list(owner.cookie, `?q=${encodeURIComponent('导购2')}`)).body.items;
    expect(found.map((item: { login: string }) => item.login)).toEqual(['staff2']);
    expect((await list(owner.cookie, `?q=${encodeURIComponent("%' or '1'='1")}`)).body.items).toEqual([]);
    expect((await list(owner.cookie, '?cursor=nonsense')).body.error.code).toBe('platform.bad_cursor');
  });

  it('lose their sessions when they are disabled, and get no new one', async () => {
    const staff = await signedIn(app.ctx, 'operator');
    expect((await change(owner.cookie, staff.id, { disabled: true })).body.disabled).toBe(true);
    expect(await isSignedIn(staff.cookie)).toBe(false);
    const signIn = await app.call('POST /api/admin/session', { body: { login: staff.login, password } });
    expect(signIn.body.error.code).toBe('operators.disabled');
    await change(owner.cookie, staff.id, { disabled: false });
    expect(await isSignedIn(await openSession(app.ctx, staff.id))).toBe(true);
  });

  it('lose their sessions when the owner sets a new password', async () => {
    const staff = await signedIn(app.ctx, 'operator');
    await change(owner.cookie, staff.id, { password: 'a new one 123' });
    expect(await isSignedIn(staff.cookie)).toBe(false);
    const body = { login: staff.login, password: 'a new one 123' };
    expect((await app.call('POST /api/admin/session', { body })).status).toBe(200);
  });

  it('lose their sessions with a new role, and have it from the next sign-in on; a new name ends nothing', async () => {
    const staff = await signedIn(app.ctx, 'operator');
    await change(owner.cookie, staff.id, { role: 'operator', name: '二老板' });
    expect(await isSignedIn(staff.cookie)).toBe(true);
    await change(owner.cookie, staff.id, { role: 'owner' });
    expect(await isSignedIn(staff.cookie)).toBe(false);
    expect((await list(await openSession(app.ctx, staff.id))).status).toBe(200);
  });

  it('that do not exist are not changed', async () => {
    expect((await change(owner.cookie, 'op_none', { name: 'x' })).body.error.code).toBe('operators.unknown');
  });
});

describe('the owner', () => {
  it.each([{ disabled: true }, { role: 'viewer' }])('cannot do %j to herself', async (body) => {
    await signedIn(app.ctx, 'owner');
    expect((await change(owner.cookie, owner.id, body)).body.error.code).toBe('operators.own_account');
    expect((await change(owner.cookie, owner.id, { name: '新名字', role: 'owner' })).body.name).toBe('新名字');
  });

  it('is never the last one to go: of two who disable each other at once one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await signedIn(app.ctx, 'owner');
      await Promise.all([
        change(owner.cookie, other.id, { disabled: true }),
        change(other.cookie, owner.id, { disabled: true }),
      ]);
      const { rows } = await sql<{ id: string }>`
        select id from operators.operator where role = 'owner' and not disabled
      `.execute(app.ctx.db);
      expect(rows).toHaveLength(1);
      const left = rows[0]?.id === owner.id ? owner : other;
      owner = left;
    }
  });

  it('of an empty shop is made once, however many processes start', async () => {
    await sql`delete from operators.operator`.execute(app.ctx.db);
    const made = await Promise.all(
      Array.from({ length: 5 }, async (_, n) =>
        createFirstOwner(app.ctx, { name: '店主', login: `first${n}`, password }),
      ),
    );
    expect(made.filter((operator) => operator !== null)).toMatchObject([{ role: 'owner' }]);
    expect(await createFirstOwner(app.ctx, { name: '店主', login: 'late', password })).toBeNull();
  });
});
