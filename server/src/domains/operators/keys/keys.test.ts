import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { emptyAudit, password, signedIn, type TestOperator } from '../testing.ts';
import { isWholeKey, newKeySecret } from './secret.ts';

const app = await testApp();
const { ctx } = app;
const DAY = 86_400_000;
let owner: TestOperator;

beforeEach(async () => {
  await sql`delete from operators.operator`.execute(ctx.db);
  owner = await signedIn(ctx, 'owner', '店主');
});

const make = async (cookie: string, scopes: readonly string[], more: object = {}) =>
  app.call('POST /api/admin/api-keys', { cookie, body: { name: 'ERP 同步', scopes, days: 90, ...more } });
const makeOf = async ({ cookie }: TestOperator, ...scopes: string[]) => {
  const { body } = await make(cookie, scopes);
  return { id: String(body.id), secret: String(body.secret) };
};
const by = async (secret: string, route: string, body?: unknown) =>
  app.call(route, { token: secret, ...(body === undefined ? {} : { body }) });
const list = async (cookie: string) => (await app.call('GET /api/admin/api-keys', { cookie })).body.items;
const change = async (id: string, body: object) =>
  app.call(`PATCH /api/admin/operators/${id}`, { cookie: owner.cookie, body });
const codeOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code ?? 'ok';

describe('an API key', () => {
  it('is shown once, and opens what its scopes say and nothing else', async () => {
    const made = await make(owner.cookie, ['orders.read', 'codes.read', 'orders.read']);
    const { id, secret } = made.body;
    expect(secret).toMatch(/^hs_[0-9A-Za-z]{38}$/);
    expect(made.body).toMatchObject({ scopes: ['orders.read', 'codes.read'], state: 'works', lastUsedAt: null });
    expect((await by(secret, 'GET /api/admin/orders')).status).toBe(200);
    const refused = await by(secret, 'GET /api/admin/members');
    expect([refused.status, codeOf(refused)]).toEqual([403, 'operators.key_scope']);
    expect(refused.body.error.message).toContain('查看会员');
    expect((await by(secret, 'GET /api/admin/session/key')).body).toMatchObject({
      id,
      operatorName: '店主',
      worksFor: ['orders.read', 'codes.read'],
      lastUsedAt: expect.any(String),
    });
    const { rows } = await sql<{ text: string }>`
      select k::text as text from operators.api_key k union all select e::text from operators.audit_entry e
    `.execute(ctx.db);
    expect(JSON.stringify([rows, await list(owner.cookie)])).not.toContain(secret.slice(9));
  });

  it('is told apart when it was mistyped, is of no shop, has been ended or is over', async () => {
    const { id, secret } = await makeOf(owner, 'orders.read');
    const ask = async (key: string, cookie?: string) =>
      app.call('GET /api/admin/orders', { headers: { authorization: `Bearer ${key}` }, ...(cookie ? { cookie } : {}) });
    const wrong = (letter: string) => (letter === 'a' ? 'b' : 'a');
    const typo = secret.slice(0, 10) + wrong(secret[10] ?? '') + secret.slice(11);
    for (const key of [typo, secret.slice(0, -1), `${secret}x`, 'hs_'])
      expect([key, codeOf(await ask(key))]).toEqual([key, 'operators.key_mistyped']);
    const foreign = await ask(newKeySecret());
    expect([foreign.status, codeOf(foreign)]).toEqual([401, 'operators.key_unknown']);
    // A browser that is signed in does not make a bad key good.
    expect(codeOf(await ask(typo, owner.cookie))).toBe('operators.key_mistyped');
    await app.call(`POST /api/admin/api-keys/${id}/ending`, { cookie: owner.cookie });
    expect(codeOf(await ask(secret))).toBe('operators.key_unknown');
    const short = (await make(owner.cookie, ['orders.read'], { days: 1 })).body;
    expect((await ask(short.secret)).status).toBe(200);
    await sql`update operators.api_key set expires_at = ${ctx.now()} where id = ${short.id}`.execute(ctx.db);
    const over = await ask(short.secret);
    expect([codeOf(over), over.body.error.message]).toEqual([
      'operators.key_expired',
      'API 密钥“ERP 同步”已过期，请新建一个',
    ]);
    expect((await list(owner.cookie)).map(({ state }: { state: string }) => state)).toEqual(['expired', 'ended']);
  });

  it('never does more than its maker may, now', async () => {
    const staff = await signedIn(ctx, 'operator', '小王');
    for (const scope of ['settings.write', 'audit.read', 'operators.read']) {
      const refused = await make(staff.cookie, ['orders.read', scope]);
      expect([scope, codeOf(refused)]).toEqual([scope, 'operators.scope_beyond']);
    }
    const { secret } = await makeOf(staff, 'orders.read', 'orders.write', 'members.read');
    const write = async () => (await by(secret, 'POST /api/admin/orders/none/shipment', {})).status;
    expect(await write()).not.toBe(403);
    await change(staff.id, { role: 'viewer' });
    expect([await write(), (await by(secret, 'GET /api/admin/members')).status]).toEqual([403, 200]);
    const [shown] = await list(owner.cookie);
    expect(shown).toMatchObject({ state: 'less', worksFor: ['orders.read', 'members.read'] });
    await change(staff.id, { role: 'operator' });
    expect(await write()).not.toBe(403);
    await sql`update operators.operator set stores = '{sto_1}' where id = ${staff.id}`.execute(ctx.db);
    expect([
      (await by(secret, 'GET /api/admin/members')).status,
      (await by(secret, 'GET /api/admin/orders')).status,
    ]).toEqual([403, 200]);
  });

  it('ends with its maker’s account, for good; a new password leaves it', async () => {
    const staff = await signedIn(ctx, 'operator');
    const { secret } = await makeOf(staff, 'orders.read');
    await change(staff.id, { password: 'another pass 7' });
    expect((await by(secret, 'GET /api/admin/orders')).status).toBe(200);
    await change(staff.id, { disabled: true });
    expect(codeOf(await by(secret, 'GET /api/admin/orders'))).toBe('operators.key_unknown');
    await change(staff.id, { disabled: false });
    expect(codeOf(await by(secret, 'GET /api/admin/orders'))).toBe('operators.key_unknown');
  });

  it('cannot make keys, accounts, or anything of a person’s own, whatever its maker may', async () => {
    for (const scope of ['api_keys.write', 'api_keys.read', 'operators.write', 'audit.write'])
      expect([scope, codeOf(await make(owner.cookie, [scope]))]).toEqual([scope, 'operators.scope_beyond']);
    const { secret } = await makeOf(owner, 'orders.read', 'operators.read', 'audit.read');
    // Also where somebody put it into the table.
    await sql`update operators.api_key set scopes = scopes || array['api_keys.write', 'operators.write']`.execute(
      ctx.db,
    );
    const body = { name: 'x', scopes: ['orders.read'], days: 1 };
    const attempts: readonly (readonly [string, unknown?])[] = [
      ['POST /api/admin/api-keys', body],
      ['POST /api/admin/operators', { login: 'sneaky', name: 'x', role: 'owner', password }],
      ['GET /api/admin/session'],
      ['GET /api/admin/session/devices'],
      ['DELETE /api/admin/session/devices'],
      ['PUT /api/admin/session/password', { current: password, next: 'another pass 7' }],
      ['POST /api/admin/session/second-factor', { password }],
      ['GET /api/admin/tasks'],
    ];
    for (const [route, sent] of attempts)
      expect([route, codeOf(await by(secret, route, sent))]).toEqual([route, 'operators.key_never']);
    expect((await by(secret, 'GET /api/admin/operators')).status).toBe(200);
  });

  it('is written down as the key of a person', async () => {
    await emptyAudit(ctx);
    const { secret } = await makeOf(owner, 'catalog.write');
    const made = await by(secret, 'POST /api/admin/categories', { name: '水果' });
    expect(made.status).toBe(200);
    const { items } = (await app.call('GET /api/admin/audit', { cookie: owner.cookie })).body;
    expect(items).toMatchObject([
      { operatorId: owner.id, operatorName: '店主', apiKey: 'ERP 同步', area: 'catalog' },
      { operatorName: '店主', apiKey: null, area: 'api_keys', details: { scopes: ['catalog.write'] } },
    ]);
    const found = await app.call(`GET /api/admin/audit?q=${encodeURIComponent('erp 同步')}&area=catalog`, {
      cookie: owner.cookie,
    });
    expect(found.body.items).toHaveLength(1);
  });

  it('notes its last use once a minute, however many calls come at once', async () => {
    const { id, secret } = await makeOf(owner, 'orders.read');
    const writes = async () => {
      const { rows } = await sql<{ xmin: string }>`
        select xmin::text from operators.api_key where id = ${id}
      `.execute(ctx.db);
      return rows[0]?.xmin;
    };
    const made = await writes();
    await Promise.all(Array.from({ length: 8 }, async () => by(secret, 'GET /api/admin/orders')));
    const first = await writes();
    expect(first).not.toBe(made);
    await by(secret, 'GET /api/admin/orders');
    expect(await writes()).toBe(first);
    await sql`update operators.api_key set last_used_at = last_used_at - interval '61 seconds' where id = ${id}`.execute(
      ctx.db,
    );
    await by(secret, 'GET /api/admin/orders');
    const [shown] = await list(owner.cookie);
    expect(ctx.now().getTime() - Date.parse(shown.lastUsedAt)).toBeLessThan(30_000);
    expect(shown.lastAddress).toBe('127.0.0.1');
  });

  it('is seen and ended by who made it, and by an owner', async () => {
    const [one, other, viewer] = [
      await signedIn(ctx, 'operator', '甲'),
      await signedIn(ctx, 'operator', '乙'),
      await signedIn(ctx, 'viewer'),
    ];
    const { id, secret } = await makeOf(one, 'orders.read');
    expect((await app.call('GET /api/admin/api-keys', { cookie: viewer.cookie })).status).toBe(403);
    expect((await make(viewer.cookie, ['orders.read'])).status).toBe(403);
    expect([await list(other.cookie), await list(one.cookie), await list(owner.cookie)]).toMatchObject([
      [],
      [{ id }],
      [{ id }],
    ]);
    const end = async (cookie: string) => app.call(`POST /api/admin/api-keys/${id}/ending`, { cookie });
    expect(codeOf(await end(other.cookie))).toBe('operators.key_gone');
    expect((await by(secret, 'GET /api/admin/orders')).status).toBe(200);
    const ended = (await end(owner.cookie)).body;
    expect(ended.state).toBe('ended');
    expect((await end(one.cookie)).body.endedAt).toBe(ended.endedAt);
  });

  it('rings two weeks before it is over, for who made it and for an owner', async () => {
    const [one, other] = [await signedIn(ctx, 'operator'), await signedIn(ctx, 'operator')];
    await make(one.cookie, ['orders.read'], { days: 15 });
    const bell = async ({ cookie }: TestOperator) => {
      const { items } = (await app.call('GET /api/admin/work', { cookie })).body;
      return items.find(({ kind }: { kind: string }) => kind === 'operators.keys_ending')?.count ?? 0;
    };
    expect(await bell(one)).toBe(0);
    await app.running.clock.set(new Date(ctx.now().getTime() + 2 * DAY));
    expect([await bell(one), await bell(owner), await bell(other)]).toEqual([1, 1, 0]);
    expect((await list(one.cookie))[0].state).toBe('ending');
    await app.running.clock.set(new Date(ctx.now().getTime() + 14 * DAY));
    expect(await bell(one)).toBe(0);
  });
});

it('a key says by its last letters whether it is whole', () => {
  const keys = Array.from({ length: 200 }, newKeySecret);
  expect(new Set(keys).size).toBe(200);
  expect(keys.every(isWholeKey)).toBe(true);
  // Two letters that changed places, as people do.
  const swapped = keys
    .map((key) => `${key.slice(0, 8)}${key.charAt(9)}${key.charAt(8)}${key.slice(10)}`)
    .filter((key, n) => key !== keys[n]);
  expect(swapped.filter(isWholeKey)).toEqual([]);
});
