import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { adoptAccounts } from './account.ts';
import { accounts } from './index.ts';
import { createMember } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const [first, second] = ctx.config.wechat.apps;

describe('an account', () => {
  it('is an openid of one app: the same openid in another app is somebody else', async () => {
    const here = await createMember(ctx, 'oSAME');
    const there = await createMember(ctx, 'oSAME', second?.appid);
    expect(here.id).not.toBe(there.id);
    expect((await app.call('GET /api/shop/me', { token: here.token })).body.id).toBe(here.id);
    expect((await app.call('GET /api/shop/me', { token: there.token })).body.id).toBe(there.id);
  });

  it('is found for a person and the apps that a message may go by, never in another app', async () => {
    const [one, other] = [await createMember(ctx), await createMember(ctx, 'oOTHER', second?.appid)];
    const persons = [one.personNo, other.personNo];
    const inFirst = await accounts.of(ctx, persons, [first.appid]);
    expect([...inFirst.keys()]).toEqual([one.personNo]);
    expect(inFirst.get(one.personNo)).toMatchObject([{ app: first.appid, openid: one.openid }]);
    expect((await accounts.of(ctx, persons, [first.appid, second?.appid ?? ''])).size).toBe(2);
  });

  it('from before there were several apps becomes the default app’s', async () => {
    const member = await createMember(ctx, 'oOLD', '');
    await adoptAccounts(ctx);
    const { rows } = await sql<{
      app: string;
    }>`select app from members.account where no = ${member.account.no}`.execute(ctx.db);
    expect(rows).toEqual([{ app: first.appid }]);
  });
});

describe('a session', () => {
  it('from before it knew its account is none, so that the phone signs in anew', async () => {
    const member = await createMember(ctx);
    const until = (ctx.now().getTime() + 1_000_000).toString(36);
    const old = ctx.crypto.sign(`${member.id}~${until}`, 'members.session');
    expect((await app.call('GET /api/shop/me', { token: old })).status).toBe(401);
  });
});

describe('the templates a storefront may ask for', () => {
  it('are those of the app that asks', async () => {
    expect((await app.call(`GET /api/shop/settings?app=${second?.appid}`)).body.templates).toEqual({});
    expect((await app.call('GET /api/shop/settings?app=wxnobody')).body.templates).toEqual({});
  });
});
