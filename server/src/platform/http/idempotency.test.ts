import { beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';

const app = await testApp();
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const template = {
  values: {
    name: '满 39 减 10',
    kind: 'amount',
    amount: 1000,
    threshold: 3900,
    scope: { kind: 'all' },
    validity: 'days',
    days: 7,
    perMember: 1,
    channel: 'grant',
  },
  state: 'active',
};

describe('a POST with an Idempotency-Key', () => {
  it('acts once when it is sent fifty times at once, and answers all alike', async () => {
    const coupon = await app.call('POST /api/admin/coupons', { cookie, body: template });
    const body = { values: { coupon: coupon.body.id } };
    const send = async () =>
      app.call('POST /api/admin/playbooks/win_back/journey', {
        cookie,
        body,
        headers: { 'idempotency-key': 'switch-on-1' },
      });
    const answers = await Promise.all(Array.from({ length: 50 }, send));
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    const list = await app.call('GET /api/admin/journeys', { cookie });
    expect(list.body.items).toHaveLength(1);
  });

  it('is refused when the same key comes with other content', async () => {
    const answer = await app.call('POST /api/admin/playbooks/win_back/journey', {
      cookie,
      body: { values: { coupon: 'cpt_other' } },
      headers: { 'idempotency-key': 'switch-on-1' },
    });
    expect(answer.status).toBe(409);
    expect(answer.body.error.code).toBe('platform.key_reused');
  });
});

describe('the console', () => {
  it('does not take a change from another origin', async () => {
    const answer = await app.call('POST /api/admin/budgets', {
      cookie,
      body: { name: '预算', limit: 100 },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(answer.body.error.code).toBe('platform.bad_origin');
  });

  it('says 401 to a stranger before it says what a route takes', async () => {
    const answer = await app.call('POST /api/admin/budgets', { body: { nonsense: true } });
    expect(answer.status).toBe(401);
    expect(answer.body.error.message).toBe('请先登录');
  });

  it('answers in English to who asks for it', async () => {
    const answer = await app.call('GET /api/admin/budgets', { headers: { 'accept-language': 'en-GB' } });
    expect(answer.body.error.message).toBe('Please sign in');
  });
});
