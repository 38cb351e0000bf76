import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { resetSecondFactor } from '../index.ts';
import { emptyAudit, openSession, password, signedIn, type TestOperator } from '../testing.ts';
import { codeAt, newSecret, readCode, STEP_MS } from './totp.ts';

const app = await testApp();
const { ctx } = app;
const DAY = 86_400_000;
let owner: TestOperator;

beforeEach(async () => {
  await sql`delete from operators.operator`.execute(ctx.db);
  await sql`delete from platform.setting where key = 'operators.second-factor'`.execute(ctx.db);
  await sql`delete from operators.sign_in_attempt`.execute(ctx.db);
  owner = await signedIn(ctx, 'owner', '店主');
});

const call = async (route: string, cookie: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
const own = (path = '') => `POST /api/admin/session/second-factor${path}`;
const state = async (cookie: string) => (await call('GET /api/admin/session/second-factor', cookie)).body;
const signIn = async (login: string, code?: string) =>
  app.call('POST /api/admin/session', { body: { login, password, ...(code === undefined ? {} : { code }) } });
const kindOf = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code ?? 'in';

/** Codes count by the clock of the room, as phones do; a test waits for no step. */
const now = () => Date.now();
const forget = async ({ id }: TestOperator) =>
  sql`update operators.second_factor set last_step = 0, wrong = 0, locked_until = null where operator_id = ${id}`.execute(
    ctx.db,
  );

/** Sets it up as a person does, and has her codes of that moment be new again. */
async function turnOn(operator: TestOperator): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await call(own(), operator.cookie, { password })).body;
  const code = codeAt(secret, now());
  const { recoveryCodes } = (await call(own('/confirmation'), operator.cookie, { code })).body;
  await forget(operator);
  return { secret, recoveryCodes };
}

describe('a code of an authenticator app', () => {
  // RFC 6238, appendix B: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i is %s', (seconds, code) => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(codeAt(secret, seconds * 1000)).toBe(code);
    expect(readCode(secret, code, seconds * 1000)).toEqual({ kind: 'right', step: Math.floor(seconds / 30) });
  });

  it('counts half a minute late or early, and tells a clock that is further off', () => {
    const [secret, at] = [newSecret(), 1_800_000_000_000];
    const read = (steps: number) => readCode(secret, codeAt(secret, at + steps * STEP_MS), at);
    for (const steps of [-1, 0, 1]) expect(read(steps)).toEqual({ kind: 'right', step: at / STEP_MS + steps });
    for (const steps of [-3, 3]) expect(read(steps)).toEqual({ kind: 'skewed', minutes: 2 });
    expect(read(10)).toEqual({ kind: 'skewed', minutes: 5 });
    expect(read(21).kind).toBe('wrong');
  });
});

describe('setting it up', () => {
  it('asks for the password, works from its first code on, ends the other sessions and shows ten recovery codes once', async () => {
    const elsewhere = await openSession(ctx, owner.id);
    expect(kindOf(await call(own(), owner.cookie, { password: 'wrong' }))).toBe('operators.wrong_own_password');
    expect(kindOf(await call(own('/confirmation'), owner.cookie, { code: '123456' }))).toBe(
      'operators.set_up_not_begun',
    );
    const { secret, address } = (await call(own(), owner.cookie, { password })).body;
    expect(new URL(address).searchParams.get('secret')).toBe(secret);
    expect(decodeURIComponent(address)).toContain(`活水商城:${owner.login}`);
    expect(kindOf(await signIn(owner.login))).toBe('in');
    const skewed = await call(own('/confirmation'), owner.cookie, { code: codeAt(secret, now() + 5 * 60_000) });
    expect(skewed.body.error.message).toContain('5 分钟');
    const confirmed = await call(own('/confirmation'), owner.cookie, { code: codeAt(secret, now()) });
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect(confirmed.body.recoveryCodes[0]).toMatch(/^[2-9a-z]{5}-[2-9a-z]{5}$/);
    expect(await state(owner.cookie)).toMatchObject({ on: true, recoveryCodesLeft: 10, dueAt: null });
    expect((await call('GET /api/admin/session', elsewhere)).status).toBe(401);
    expect((await call('GET /api/admin/session', owner.cookie)).body.operator.secondFactor).toBe(true);
  });

  it('anew leaves the old phone working until the new one has shown a code', async () => {
    const { secret: old } = await turnOn(owner);
    expect(kindOf(await call(own(), owner.cookie, { password }))).toBe('operators.wrong_code');
    const begun = await call(own(), owner.cookie, { password, code: codeAt(old, now()) });
    await forget(owner);
    expect(kindOf(await signIn(owner.login, codeAt(begun.body.secret, now())))).toBe('operators.wrong_code');
    expect(kindOf(await signIn(owner.login, codeAt(old, now())))).toBe('in');
    await call(own('/confirmation'), owner.cookie, { code: codeAt(begun.body.secret, now()) });
    await forget(owner);
    expect(kindOf(await signIn(owner.login, codeAt(old, now())))).toBe('operators.wrong_code');
    expect(kindOf(await signIn(owner.login, codeAt(begun.body.secret, now())))).toBe('in');
  });

  it('keeps nothing with which somebody could make codes, in tables, log and answers', async () => {
    await emptyAudit(ctx);
    const { secret, recoveryCodes } = await turnOn(owner);
    await signIn(owner.login, codeAt(secret, now()));
    const tables = await keptOf();
    await call(own('/removal'), owner.cookie, { password, code: recoveryCodes[0] });
    expect(kindOf(await signIn(owner.login))).toBe('in');
    const kept = tables + (await keptOf());
    expect(kept).toContain('两步验证');
    expect(tables).toContain('v1.');
    for (const one of [secret, password, ...recoveryCodes, recoveryCodes[0]?.replace('-', '')])
      expect(kept).not.toContain(one);
    expect(kept).not.toMatch(/code"+:/);
  });
});

describe('signing in by two steps', () => {
  it('asks for the code once the password is right, and for nothing before', async () => {
    const { secret } = await turnOn(owner);
    const wrong = await app.call('POST /api/admin/session', { body: { login: owner.login, password: 'wrong' } });
    expect(kindOf(wrong)).toBe('operators.wrong_credentials');
    const asked = await signIn(owner.login);
    expect([asked.status, kindOf(asked)]).toEqual([401, 'operators.code_needed']);
    expect(asked.headers.getSetCookie()).toEqual([]);
    expect(kindOf(await signIn(owner.login, '000000'))).toBe('operators.wrong_code');
    expect(kindOf(await signIn(owner.login, ` ${codeAt(secret, now()).replace(/(...)/, '$1 ')}`))).toBe('in');
  });

  it('takes a code once, however many show it at the same moment, and none from before it', async () => {
    const { secret } = await turnOn(owner);
    const at = now();
    // Five at once: of a sixth the password is not looked at.
    const answers = await Promise.all(Array.from({ length: 5 }, async () => signIn(owner.login, codeAt(secret, at))));
    expect(answers.map(kindOf).sort()).toEqual(['in', ...Array(4).fill('operators.code_used')]);
    expect(kindOf(await signIn(owner.login, codeAt(secret, at - STEP_MS)))).toMatch(/code_used|code_skewed/);
  });

  it('takes each recovery code once, in whatever manner it is typed, and renewing them ends the old ones', async () => {
    const { secret, recoveryCodes } = await turnOn(owner);
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.toUpperCase().replace('-', ' ');
    const answers = await Promise.all(Array.from({ length: 4 }, async () => signIn(owner.login, typed)));
    expect(answers.map(kindOf).sort()).toEqual(['in', ...Array(3).fill('operators.wrong_code')]);
    expect((await state(owner.cookie)).recoveryCodesLeft).toBe(9);
    await forget(owner);
    expect(kindOf(await call(own('/recovery-codes'), owner.cookie, { code: '000000' }))).toBe('operators.wrong_code');
    const renewed = await call(own('/recovery-codes'), owner.cookie, { code: codeAt(secret, now()) });
    expect(kindOf(await signIn(owner.login, second))).toBe('operators.wrong_code');
    expect(kindOf(await signIn(owner.login, renewed.body.recoveryCodes[3]))).toBe('in');
  });

  it('is locked for a quarter of an hour by ten wrong codes, which rings, and only for that account', async () => {
    const { secret } = await turnOn(owner);
    const other = await signedIn(ctx, 'owner');
    const { secret: others } = await turnOn(other);
    const guesses: string[] = [];
    for (let round = 0; round < 3; round += 1)
      guesses.push(
        ...(await Promise.all(Array.from({ length: 5 }, async () => signIn(owner.login, '000000')))).map(kindOf),
      );
    expect(guesses.filter((kind) => kind === 'operators.wrong_code')).toHaveLength(10);
    expect(guesses.filter((kind) => kind === 'operators.code_locked')).toHaveLength(5);
    const locked = await signIn(owner.login, codeAt(secret, now()));
    expect([locked.status, kindOf(locked)]).toEqual([429, 'operators.code_locked']);
    expect(locked.body.error.message).toContain('15 分钟');
    expect(kindOf(await signIn(other.login, codeAt(others, now())))).toBe('in');
    const { items } = (await call('GET /api/admin/work', other.cookie)).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).toContain('operators.guessing');
    await sql`update operators.second_factor set locked_until = locked_until - interval '15 minutes'`.execute(ctx.db);
    expect(kindOf(await signIn(owner.login, '000000'))).toBe('operators.wrong_code');
    expect(kindOf(await signIn(owner.login, codeAt(secret, now())))).toBe('operators.code_locked');
    await sql`update operators.second_factor set locked_until = locked_until - interval '15 minutes'`.execute(ctx.db);
    expect(kindOf(await signIn(owner.login, codeAt(secret, now())))).toBe('in');
  });

  it('goes by the clock of the room where a sandbox moved the shop’s', async () => {
    const { secret } = await turnOn(owner);
    await app.running.clock.set(new Date(ctx.now().getTime() + 3 * DAY));
    expect(kindOf(await signIn(owner.login, codeAt(secret, now())))).toBe('in');
  });
});

describe('who lost the phone', () => {
  it('is let in without it by an owner, who is written down; by nobody else', async () => {
    const staff = await signedIn(ctx, 'operator');
    await turnOn(staff);
    const path = `DELETE /api/admin/operators/${staff.id}/second-factor`;
    expect((await call(path, staff.cookie)).status).toBe(403);
    expect((await call(path, owner.cookie)).body).toMatchObject({ id: staff.id, secondFactor: false });
    expect((await call('GET /api/admin/session', staff.cookie)).status).toBe(401);
    expect(kindOf(await signIn(staff.login))).toBe('in');
    const { items } = (await call(`GET /api/admin/audit?entityId=${staff.id}&area=operators`, owner.cookie)).body;
    expect(items[0]).toMatchObject({ operatorId: owner.id, summary: { zh: `重置账号 ${staff.login} 的两步验证` } });
  });

  it('and is the only owner, is let in at the machine', async () => {
    await turnOn(owner);
    expect(await resetSecondFactor(ctx, owner.login.toUpperCase())).toEqual({ login: owner.login, wasOn: true });
    expect(kindOf(await signIn(owner.login))).toBe('in');
    await expect(resetSecondFactor(ctx, 'nobody')).rejects.toMatchObject({ code: 'operators.unknown' });
  });
});

describe('a role of which it is asked', () => {
  const demand = async (roles: string[], graceDays: number) =>
    (await call('PUT /api/admin/settings/second-factor', owner.cookie, { roles, graceDays })).body;
  const orders = async (cookie: string) => call('GET /api/admin/orders', cookie);

  it('has some days, then may do nothing but turn it on, and all again once she has', async () => {
    const staff = await signedIn(ctx, 'operator');
    expect(await demand(['operator'], 3)).toMatchObject({
      roles: ['operator'],
      accounts: [
        { role: 'owner', all: 1, without: 1 },
        { role: 'operator', all: 1, without: 1 },
        { role: 'viewer', all: 0, without: 0 },
      ],
    });
    expect((await orders(staff.cookie)).status).toBe(200);
    const { secondFactor } = (await call('GET /api/admin/session', staff.cookie)).body;
    expect(secondFactor).toEqual({ dueAt: expect.any(String), due: false });
    expect(Date.parse(secondFactor.dueAt)).toBeLessThanOrEqual(ctx.now().getTime() + 3 * DAY);
    await app.running.clock.set(new Date(ctx.now().getTime() + 3 * DAY));
    const refused = await orders(staff.cookie);
    expect([refused.status, kindOf(refused)]).toEqual([403, 'operators.second_factor_due']);
    const session = (await call('GET /api/admin/session', staff.cookie)).body;
    expect([session.permissions, session.acts, session.secondFactor.due]).toEqual([[], [], true]);
    expect((await orders(owner.cookie)).status).toBe(200);
    const { recoveryCodes } = await turnOn(staff);
    expect((await orders(staff.cookie)).status).toBe(200);
    const kept = await call(own('/removal'), staff.cookie, { password, code: recoveryCodes[0] });
    expect(kindOf(kept)).toBe('operators.second_factor_needed_by_role');
  });

  it('keeps its days where the rule is saved anew; a new account has its own', async () => {
    const staff = await signedIn(ctx, 'viewer');
    await demand(['viewer'], 3);
    await app.running.clock.set(new Date(ctx.now().getTime() + 2 * DAY));
    await demand(['viewer', 'operator'], 3);
    const late = await signedIn(ctx, 'viewer');
    await app.running.clock.set(new Date(ctx.now().getTime() + 2 * DAY));
    expect([(await orders(staff.cookie)).status, (await orders(late.cookie)).status]).toEqual([403, 200]);
    await demand([], 3);
    expect((await orders(staff.cookie)).status).toBe(200);
  });

  it('is said by an owner alone', async () => {
    for (const role of ['operator', 'viewer'] as const) {
      const { cookie } = await signedIn(ctx, role);
      expect((await call('PUT /api/admin/settings/second-factor', cookie, { roles: [], graceDays: 1 })).status).toBe(
        403,
      );
      expect((await call('GET /api/admin/settings/second-factor', cookie)).status).toBe(403);
    }
    expect(
      (await call('PUT /api/admin/settings/second-factor', owner.cookie, { roles: ['god'], graceDays: 1 })).status,
    ).toBe(400);
  });
});

async function keptOf(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select e::text as text from operators.audit_entry e
    union all select f::text from operators.second_factor f union all select c::text from operators.recovery_code c
  `.execute(ctx.db);
  return rows.map(({ text }) => text).join('\n');
}
