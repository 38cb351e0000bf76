import { expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { becomeOne, createMember } from './testing.ts';

const HOUR = 3_600_000;
const app = await testApp({ sandbox: true });
const { ctx } = app;
const { cookie } = await signedIn(ctx);

const arrivals = async (id: string) => (await app.call(`GET /api/admin/members/${id}`, { cookie })).body.arrivals;
const show = async ({ token }: { token: string }, body: object) => app.call('PUT /api/shop/arrival', { token, body });
const codeOf = async (shopper: string) => {
  const answer = await fetch(`${app.config.sandboxUrl}/sandbox/api/shoppers/${shopper}/login-code`, { method: 'POST' });
  return JSON.parse(await answer.text()).code;
};

it('keeps what brought a member first and last, told at every show', async () => {
  const member = await createMember(ctx);
  expect(await arrivals(member.id)).toBeNull();
  await show(member, { scene: '1047', source: 'c=aB3' });
  await app.advance(HOUR);
  await show(member, { scene: '1107', source: '春节海报' });
  await app.advance(HOUR);
  expect((await show(member, { scene: '1089' })).status).toBe(200);
  expect(await arrivals(member.id)).toMatchObject({
    first: { scene: '1047', source: 'c=aB3' },
    last: { scene: '1089', source: '春节海报' },
  });
  expect((await show(member, { scene: 'x' })).status).toBe(400);
  expect((await app.call('PUT /api/shop/arrival', { body: {} })).status).toBe(401);
});

it('is told at the sign-in too, whatever stands in a link, for known members as for new ones', async () => {
  const made = await fetch(`${app.config.sandboxUrl}/sandbox/api/shoppers`, { method: 'POST', body: '{}' });
  const { id } = JSON.parse(await made.text());
  const signIn = async (body: object) =>
    app.call('POST /api/shop/session', { body: { code: await codeOf(id), ...body } });
  const first = await signIn({ source: '50%off', scene: '1001' });
  expect([first.status, first.body.isNew]).toEqual([200, true]);
  await app.advance(HOUR);
  const again = await signIn({ source: '%E6%98', scene: '1047' });
  expect([again.status, again.body.isNew]).toEqual([200, false]);
  expect(await arrivals(first.body.member.id)).toMatchObject({
    first: { scene: '1001', source: '50%off' },
    last: { scene: '1047', source: '%E6%98' },
  });
});

it('of two records that are one is the earlier first and the later last, and goes back with them', async () => {
  const [one, other] = [await createMember(ctx), await createMember(ctx)];
  await show(other, { scene: '1047', source: 'poster' });
  await app.advance(HOUR);
  await show(one, { scene: '1007', source: 'friend' });
  await becomeOne(ctx, one, other);
  expect(await arrivals(one.id)).toMatchObject({ first: { source: 'poster' }, last: { source: 'friend' } });
});
