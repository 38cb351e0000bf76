import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';

// Systems that bring members into journeys by a key of their own: what it may do, how often, and what stays of it.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

async function live(name: string, trigger: object = { kind: 'call', values: {} }): Promise<string> {
  const definition = {
    trigger,
    start: 'rest',
    nodes: [{ key: 'rest', kind: 'wait', values: { period: 1440 }, ways: { next: null } }],
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' },
    holdout: 0,
    budgetId: null,
  };
  const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name, definition } });
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  return body.id;
}

type Key = { id: string; secret: string; begins: string };
async function made(values: object = {}): Promise<Key> {
  const { status, body } = await app.call('POST /api/admin/journey-keys', {
    cookie,
    body: { values: { name: 'CRM', journeys: null, perMinute: 120, ...values } },
  });
  expect(status).toBe(200);
  return body;
}

let calls = 0;
const nextCall = (): string => {
  calls += 1;
  return `call-${String(calls).padStart(8, '0')}`;
};
const call = async (
  secret: string | null,
  id: string,
  members: readonly TestMember[],
  more: Record<string, string> = {},
) =>
  app.call(`POST /api/open/journeys/${id}/entries`, {
    body: { members: members.map(({ id: memberId }) => ({ memberId, context: { number: 'A1' } })) },
    headers: {
      'idempotency-key': nextCall(),
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...more,
    },
  });

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code];

describe('a key of a system', () => {
  it('is shown once and kept as a hash; the list tells it by its first letters', async () => {
    const { id, secret, begins } = await made();
    expect(secret).toMatch(/^hsk_[\w-]{43}$/);
    expect(secret.startsWith(begins) && begins.length === 10).toBe(true);
    const { body } = await app.call('GET /api/admin/journey-keys?q=crm', { cookie });
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(body.items.find((key: Key) => key.id === id)).toMatchObject({ journeys: null, revokedAt: null, calls: 0 });
    const { rows } = await sql<{ all: string }>`select k::text as all from journeys.api_key k`.execute(ctx.db);
    expect(rows.some(({ all }) => all.includes(secret.slice(12)))).toBe(false);
    const log = await sql<{ details: string }>`select details::text from operators.audit_entry`.execute(ctx.db);
    expect(log.rows.some(({ details }) => details?.includes(secret.slice(12)))).toBe(false);
  });

  it('brings members in once under one Idempotency-Key, and what it did stands in its calls', async () => {
    const id = await live('到店');
    const { id: keyId, secret } = await made({ name: '收银' });
    const [one, two] = [await createMember(ctx), await createMember(ctx)];
    const again = { 'idempotency-key': 'order-4711-arrived' };
    const first = await call(secret, id, [one, two], again);
    expect([first.status, first.body]).toEqual([200, { entered: 2, leftOut: 0, unknown: [] }]);
    expect((await call(secret, id, [one, two], again)).body).toEqual(first.body);
    expect(codeOf(await call(secret, id, [one], again))).toEqual([409, 'platform.key_reused']);
    expect((await call(secret, id, [one])).body).toEqual({ entered: 0, leftOut: 1, unknown: [] });
    const { rows } = await sql<{ because: { zh: string } }>`
      select i.because from journeys.run_info i join journeys.journey j on j.no = i.journey_no where j.id = ${id}
    `.execute(ctx.db);
    expect(rows.map(({ because }) => because.zh)).toEqual(['由「收银」带入', '由「收银」带入']);
    const { body } = await app.call(`GET /api/admin/journey-keys/${keyId}/calls`, { cookie });
    expect(body).toMatchObject({
      total: 2,
      items: [
        { journeyName: '到店', entered: 0, leftOut: 1 },
        { idempotencyKey: 'order-4711-arrived', entered: 2 },
      ],
    });
    const listed = await app.call('GET /api/admin/journey-keys', { cookie });
    expect(listed.body.items.find((key: Key) => key.id === keyId)).toMatchObject({ calls: 2, entered: 2 });
  });

  it('brings two calls of one Idempotency-Key at the same moment in once', async () => {
    const id = await live('同时');
    const { secret } = await made();
    const members = await Promise.all(Array.from({ length: 5 }, async () => createMember(ctx)));
    const both = await Promise.all(
      Array.from({ length: 6 }, async () => call(secret, id, members, { 'idempotency-key': 'the-very-same-call' })),
    );
    expect(both.map(({ status, body }) => [status, body.entered])).toEqual(both.map(() => [200, 5]));
  });

  it('opens nothing else: no journey but its own, no other route, and nothing once it is revoked', async () => {
    const [mine, other] = [await live('我的'), await live('别的')];
    const { id, secret } = await made({ journeys: [mine] });
    const member = await createMember(ctx);
    expect((await call(secret, mine, [member])).status).toBe(200);
    expect(codeOf(await call(secret, other, [member]))).toEqual([403, 'journeys.key_elsewhere']);
    const bearer = { authorization: `Bearer ${secret}` };
    for (const route of ['GET /api/admin/members', 'GET /api/admin/journeys', `GET /api/admin/journeys/${mine}`])
      expect((await app.call(route, { headers: bearer })).status).toBe(401);
    const entries = `POST /api/admin/journeys/${mine}/entries`;
    expect((await app.call(entries, { headers: bearer, body: { members: [{ memberId: member.id }] } })).status).toBe(
      401,
    );
    expect(codeOf(await call(null, mine, [member]))).toEqual([401, 'journeys.key_refused']);
    expect(codeOf(await call(`hsk_${'x'.repeat(43)}`, mine, [member]))).toEqual([401, 'journeys.key_refused']);
    expect(codeOf(await call(secret, mine, [member], { 'idempotency-key': '' }))).toEqual([
      400,
      'journeys.call_needs_key',
    ]);
    const revoke = async () => app.call(`POST /api/admin/journey-keys/${id}/revocation`, { cookie });
    const { body: revoked } = await revoke();
    expect(revoked.revokedAt).not.toBeNull();
    expect((await revoke()).body.revokedAt).toBe(revoked.revokedAt);
    expect(codeOf(await call(secret, mine, [member]))).toEqual([401, 'journeys.key_refused']);
    const changed = await app.call(`PUT /api/admin/journey-keys/${id}`, {
      cookie,
      body: { values: { name: '再用', journeys: null, perMinute: 5 }, revision: 0 },
    });
    expect(codeOf(changed)).toEqual([409, 'journeys.key_revoked']);
    const paid = await live('下单', { kind: 'order_paid', values: { firstOnly: false } });
    const any = await made();
    expect(codeOf(await call(any.secret, paid, [member]))).toEqual([409, 'journeys.not_callable']);
  });

  it('may call so often a minute, in all processes together; after that it is told to wait', async () => {
    const id = await live('限速');
    const { secret } = await made({ perMinute: 3 });
    const member = await createMember(ctx);
    const answers = await Promise.all(Array.from({ length: 8 }, async () => call(secret, id, [member])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
    const late = answers.find(({ status }) => status === 429);
    expect(late && codeOf(late)).toEqual([429, 'journeys.key_too_fast']);
    await app.advance(61_000);
    expect((await call(secret, id, [member])).status).toBe(200);
  });

  it('is made, changed and revoked by who may change journeys alone, and the audit log says so', async () => {
    const viewer = (await signedIn(ctx, 'viewer')).cookie;
    const body = { values: { name: 'X', journeys: null, perMinute: 5 } };
    expect((await app.call('POST /api/admin/journey-keys', { cookie: viewer, body })).status).toBe(403);
    const { id } = await made({ name: '审计' });
    await app.call(`POST /api/admin/journey-keys/${id}/revocation`, { cookie });
    const { rows } = await sql<{ zh: string }>`
      select summary->>'zh' as zh from operators.audit_entry where entity_id = ${id} order by at, id
    `.execute(ctx.db);
    expect(rows.map(({ zh }) => zh)).toEqual(['新建接口密钥「审计」', '停用接口密钥「审计」']);
  });
});
