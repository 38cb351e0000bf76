import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createOperator } from './create.ts';
import { openSession, password, signedIn } from './testing.ts';

const app = await testApp();
const hour = 3_600_000;

beforeEach(async () => {
  await sql`delete from operators.sign_in_attempt`.execute(app.ctx.db);
});

const signIn = async (login: string, given = password) =>
  app.call('POST /api/admin/session', { body: { login, password: given } });
const session = async (cookie: string) => app.call('GET /api/admin/session', { cookie });

it('opens a session that scripts cannot read and foreign pages cannot use', async () => {
  const { login } = await createOperator(app.ctx, { login: 'Chen', name: '陈店主', role: 'owner', password });
  const answer = await signIn('chen');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    operator: { login, name: '陈店主', role: 'owner', lastSeenAt: expect.any(String) },
    shop: { name: '活水商城', sandbox: true },
  });
  expect(answer.body.permissions).toContain('operators.write');
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^hs_operator=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
  expect((await session(cookie.split(';')[0] ?? '')).body.operator.login).toBe('Chen');
});

it('keeps nothing in the table with which one could sign in', async () => {
  const owner = await signedIn(app.ctx);
  const { rows } = await sql<{ tokenHash: string }>`
    select token_hash from operators.session where operator_id = ${owner.id}
  `.execute(app.ctx.db);
  const kept = rows[0]?.tokenHash ?? '';
  expect(owner.cookie).not.toContain(kept);
  expect((await session(`hs_operator=${kept}`)).status).toBe(401);
});

it('answers an unknown login and a wrong password alike', async () => {
  const { login } = await signedIn(app.ctx);
  const wrong = await signIn(login, 'wrong password');
  const unknown = await signIn('nobody-here', 'wrong password');
  expect([wrong.status, wrong.body.error.code]).toEqual([401, 'operators.wrong_credentials']);
  expect([unknown.status, unknown.body.error.message]).toEqual([wrong.status, wrong.body.error.message]);
});

it('takes hostile text for what it is: a login that nobody has', async () => {
  const answer = await signIn("' or 1=1 --");
  expect(answer.body.error.code).toBe('operators.wrong_credentials');
});

it('speaks the language of the caller', async () => {
  const body = { login: 'nobody', password: 'x' };
  const answer = await app.call('POST /api/admin/session', { body, headers: { 'accept-language': 'en-GB' } });
  expect(answer.body.error.message).toBe('Wrong login or password');
});

it('tells that an account is disabled only to one who knows its password', async () => {
  const { id, login } = await signedIn(app.ctx);
  await sql`update operators.operator set disabled = true where id = ${id}`.execute(app.ctx.db);
  expect((await signIn(login)).body.error.code).toBe('operators.disabled');
  expect((await signIn(login, 'wrong')).body.error.code).toBe('operators.wrong_credentials');
});

/** The tries are as old as if so many seconds had passed. */
const wait = async (seconds: number) =>
  sql`update operators.sign_in_attempt set last_at = last_at - make_interval(secs => ${seconds})`.execute(app.ctx.db);

it('looks at five passwords for an account from one place, then lets each further one wait longer, a minute at most', async () => {
  const { login } = await signedIn(app.ctx);
  const answers = await Promise.all(Array.from({ length: 25 }, async (_, i) => signIn(login, `guess ${i}`)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect([count(401), count(429)]).toEqual([5, 20]);
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const refused = await signIn(login, 'guess');
    expect(refused.body.error.code).toBe('operators.too_many_attempts');
    const seconds = Number(refused.headers.get('retry-after'));
    waits.push(seconds);
    await wait(seconds);
    expect((await signIn(login, 'guess')).status).toBe(401);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  await wait(60);
  expect((await signIn(login)).status).toBe(200);
});

it('lets whoever guesses elsewhere keep the owner waiting nowhere she has signed in before', async () => {
  const { login } = await signedIn(app.ctx);
  const first = await signIn(login);
  const device = first.headers.getSetCookie().find((cookie) => cookie.startsWith('hs_device=')) ?? '';
  for (let n = 0; n < 40; n += 1) await signIn(login, `guess ${n}`);
  await wait(16);
  for (let n = 0; n < 5; n += 1) await signIn(login, `guess ${n}`);
  expect((await signIn(login)).status).toBe(429);
  const hers = await app.call('POST /api/admin/session', {
    body: { login, password },
    headers: { cookie: device.split(';')[0] ?? '' },
  });
  expect(hers.status).toBe(200);
  // What the browser of one account knows helps with no other.
  const other = await signedIn(app.ctx);
  for (let n = 0; n < 6; n += 1) await signIn(other.login, `guess ${n}`);
  const asOther = { body: { login: other.login, password }, headers: { cookie: device.split(';')[0] ?? '' } };
  expect((await app.call('POST /api/admin/session', asOther)).status).toBe(429);
});

it('tells whoever manages accounts that somebody guesses, once', async () => {
  const owner = await signedIn(app.ctx);
  const bell = async () => {
    const { body } = await app.call('GET /api/admin/work', { cookie: owner.cookie });
    return body.items.find((one: { kind: string }) => one.kind === 'operators.guessing')?.count ?? 0;
  };
  const before = await bell();
  for (let n = 0; n < 14; n += 1) {
    await signIn(owner.login, `guess ${n}`);
    await wait(60);
  }
  expect(await bell()).toBe(before + 1);
  const { body } = await app.call('GET /api/admin/audit?area=session', { cookie: owner.cookie });
  expect(body.items[0].summary.zh).toContain(owner.login);
});

it('looks at thirty passwords from an address, whatever the accounts', async () => {
  const answers = await Promise.all(Array.from({ length: 32 }, async (_, i) => signIn(`account-${i}`, 'guess')));
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(2);
});

it('does not count right passwords as attempts', async () => {
  const { login } = await signedIn(app.ctx);
  for (let i = 0; i < 12; i += 1) expect((await signIn(login)).status).toBe(200);
});

it('ends with the sign-out', async () => {
  const { cookie } = await signedIn(app.ctx);
  const answer = await app.call('DELETE /api/admin/session', { cookie });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toMatch(/^hs_operator=;/);
  expect((await session(cookie)).body.error.code).toBe('platform.sign_in_required');
});

it('ends twelve hours after its last use', async () => {
  const { id, cookie } = await signedIn(app.ctx);
  const idle = async (hours: number) =>
    sql`
      update operators.session set seen_at = seen_at - make_interval(mins => ${Math.round(hours * 60)}),
        expires_at = expires_at - make_interval(mins => ${Math.round(hours * 60)})
      where operator_id = ${id}
    `.execute(app.ctx.db);
  await idle(11.9);
  expect((await session(cookie)).status).toBe(200);
  await idle(11.9);
  expect((await session(cookie)).status).toBe(200);
  await idle(12.1);
  expect((await session(cookie)).status).toBe(401);
});

it('ends a week after it began, however much it is used', async () => {
  const { id, cookie } = await signedIn(app.ctx);
  const older = async (hours: number) =>
    sql`
      update operators.session set ends_at = ends_at - make_interval(hours => ${hours}), seen_at = seen_at - interval '2 minutes'
      where operator_id = ${id}
    `.execute(app.ctx.db);
  await older(166);
  expect((await session(cookie)).status).toBe(200);
  const { rows } = await sql<{ left: number }>`
    select extract(epoch from expires_at - seen_at)::float8 / 3600 as left from operators.session where operator_id = ${id}
  `.execute(app.ctx.db);
  expect(rows[0]?.left).toBeCloseTo(2, 1);
  await older(2);
  await session(cookie);
  expect((await session(cookie)).status).toBe(401);
});

it('outlives a sandbox clock that is moved by days, since the operator sits there all the while', async () => {
  const { cookie } = await signedIn(app.ctx);
  await app.running.clock.set(new Date(app.ctx.now().getTime() + 72 * hour));
  expect((await session(cookie)).status).toBe(200);
});

it('ended by itself, its row is cleared away', async () => {
  const { id } = await signedIn(app.ctx);
  await sql`update operators.session set expires_at = expires_at - interval '13 hours' where operator_id = ${id}`.execute(
    app.ctx.db,
  );
  await app.settle();
  const { rows } = await sql`select from operators.session where operator_id = ${id}`.execute(app.ctx.db);
  expect(rows).toHaveLength(0);
});

it('with a new password of her own leaves this session and ends the others', async () => {
  const operator = await signedIn(app.ctx, 'viewer');
  const elsewhere = await openSession(app.ctx, operator.id);
  const change = async (current: string, next: string) =>
    app.call('PUT /api/admin/session/password', { cookie: operator.cookie, body: { current, next } });
  expect((await change('wrong one', 'another pass 7')).body.error.code).toBe('operators.wrong_password');
  expect((await change(password, operator.login.toUpperCase())).body.error.code).toBe('operators.password_is_login');
  expect((await change(password, 'another pass 7')).status).toBe(200);
  expect((await session(operator.cookie)).status).toBe(200);
  expect((await session(elsewhere)).status).toBe(401);
  expect((await signIn(operator.login)).status).toBe(401);
  expect((await signIn(operator.login, 'another pass 7')).status).toBe(200);
});

it('is not usable from a page of another site', async () => {
  const { cookie } = await signedIn(app.ctx);
  const answer = await app.call('DELETE /api/admin/session', { cookie, headers: { origin: 'https://evil.example' } });
  expect(answer.body.error.code).toBe('platform.bad_origin');
  expect((await session(cookie)).status).toBe(200);
});
