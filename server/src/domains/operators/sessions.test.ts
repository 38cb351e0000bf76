import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { deviceName } from './device-name.ts';
import type { Session } from './sessions.ts';
import { openSession, password, signedIn } from './testing.ts';

const app = await testApp();
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

const devices = async (cookie: string): Promise<Session[]> =>
  (await app.call('GET /api/admin/session/devices', { cookie })).body.items;
const works = async (cookie: string) => (await app.call('GET /api/admin/session', { cookie })).status === 200;
const end = async (cookie: string, path: string) => app.call(`DELETE /api/admin/${path}`, { cookie });

describe('where somebody is signed in', () => {
  it('she sees, this one first: device, address, since when, last used', async () => {
    const { login } = await signedIn(app.ctx, 'operator');
    const body = { login, password };
    const headers = { 'user-agent': chrome };
    const signed = await app.call('POST /api/admin/session', { body, headers });
    const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const [first, second, ...rest] = await devices(cookie);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      device: { zh: 'Chrome · Windows', en: 'Chrome · Windows' },
      address: '127.0.0.1',
      current: true,
    });
    expect(second).toMatchObject({ device: { en: 'Unknown device' }, current: false });
    expect(JSON.stringify([first, second])).not.toMatch(/token|Mozilla/);
  });

  it('is told in the time of the shop, also where a sandbox moved it', async () => {
    const { cookie } = await signedIn(app.ctx);
    await app.running.clock.set(new Date(app.ctx.now().getTime() + 5 * 86_400_000));
    const [first] = await devices(cookie);
    expect(Math.abs(Date.parse(first?.seenAt ?? '') - app.ctx.now().getTime())).toBeLessThan(120_000);
  });

  it('she ends one by one, or all but this one', async () => {
    const { id, cookie } = await signedIn(app.ctx, 'viewer');
    const [lost, tablet, phone] = [
      await openSession(app.ctx, id, iphone),
      await openSession(app.ctx, id),
      await openSession(app.ctx, id),
    ];
    const found = (await devices(cookie)).find(({ device }) => device.en === 'Safari · iPhone');
    expect((await end(cookie, `session/devices/${found?.id}`)).body).toEqual({ ended: 1 });
    expect([await works(lost), await works(tablet), await works(cookie)]).toEqual([false, true, true]);
    expect((await end(cookie, `session/devices/${found?.id}`)).body.error.code).toBe('operators.session_unknown');
    expect((await end(cookie, 'session/devices')).body).toEqual({ ended: 2 });
    expect([await works(tablet), await works(phone), await works(cookie)]).toEqual([false, false, true]);
  });

  it('nobody ends for another but an owner, and that is written down', async () => {
    const [owner, staff, other] = [
      await signedIn(app.ctx, 'owner'),
      await signedIn(app.ctx, 'operator'),
      await signedIn(app.ctx, 'operator'),
    ];
    const [hers] = await devices(staff.cookie);
    expect((await end(other.cookie, `session/devices/${hers?.id}`)).status).toBe(404);
    for (const path of [`operators/${staff.id}/sessions`, `operators/${staff.id}/sessions/${hers?.id}`])
      expect((await end(other.cookie, path)).status).toBe(403);
    const path = `GET /api/admin/operators/${staff.id}/sessions`;
    expect((await app.call(path, { cookie: other.cookie })).status).toBe(403);
    expect((await app.call(path, { cookie: owner.cookie })).body.items).toEqual([{ ...hers, current: false }]);
    // A session of somebody else is not ended by an address that names another account.
    expect((await end(owner.cookie, `operators/${other.id}/sessions/${hers?.id}`)).status).toBe(404);
    expect((await end(owner.cookie, `operators/${staff.id}/sessions/${hers?.id}`)).body.ended).toBe(1);
    expect(await works(staff.cookie)).toBe(false);
    const again = await openSession(app.ctx, staff.id);
    expect((await end(owner.cookie, `operators/${staff.id}/sessions`)).body.ended).toBe(1);
    expect([await works(again), await works(owner.cookie)]).toEqual([false, true]);
    const { body } = await app.call(`GET /api/admin/audit?entityId=${staff.id}`, { cookie: owner.cookie });
    expect(body.items.map(({ summary }: { summary: { zh: string } }) => summary.zh)).toEqual([
      `让账号 ${staff.login} 退出全部 1 处登录`,
      `让账号 ${staff.login} 退出一处登录`,
    ]);
  });

  it('of several requests at once one moves the end on', async () => {
    const { id, cookie } = await signedIn(app.ctx);
    await sql`update operators.session set seen_at = seen_at - interval '5 minutes' where operator_id = ${id}`.execute(
      app.ctx.db,
    );
    await Promise.all(Array.from({ length: 8 }, async () => works(cookie)));
    const [first] = await devices(cookie);
    expect(app.ctx.now().getTime() - Date.parse(first?.seenAt ?? '')).toBeLessThan(60_000);
  });
});

describe('a device', () => {
  it.each([
    [chrome, 'Chrome · Windows'],
    [iphone, 'Safari · iPhone'],
    [`${chrome} Edg/142.0`, 'Edge · Windows'],
    [
      'Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 wxwork/4.1 MicroMessenger/8.0',
      'WeCom · Android',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Mac'],
    ['curl/8.5.0', 'Unknown device'],
    ['<script>alert(1)</script> Linux', 'Linux'],
  ])('%s is %s', (userAgent, name) => {
    expect(deviceName(userAgent).en).toBe(name);
  });
});
