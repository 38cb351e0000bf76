import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, givePhone } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';

// SDKs of others that send here, in the very forms that @segment/analytics-node 3.1.0, sa-sdk-node 1.2.6, sa-sdk-miniprogram 1.22.7 and
// posthog-node 5.70.0 were seen to send: what is taken, whose it is, what is refused and what the sender is told.

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

type Made = { id: string; key: string };
const DEFAULTS = {
  name: '官网',
  place: 'client',
  naming: 'nobody',
  attributes: null,
  listing: 'all',
  names: null,
  visitorsADay: 1000,
};
async function source(vendor: string, values: object = {}): Promise<Made> {
  const { status, body } = await app.call('POST /api/admin/collectors', {
    cookie,
    body: { values: { ...DEFAULTS, vendor, ...values } },
  });
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
}
const traffic = async ({ id }: Made) => (await app.call(`GET /api/admin/collectors/${id}/traffic`, { cookie })).body;
const refusals = async (made: Made): Promise<[string, string, number][]> =>
  (await traffic(made)).refusals
    .map((r: { reason: string; name: string; times: number }) => [r.reason, r.name, r.times])
    .toSorted();

const post = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${app.running.address}${path}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers,
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const basic = (key: string) => ({
  'content-type': 'application/json',
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});
const nowIso = (ms = 0) => new Date(ctx.now().getTime() + ms).toISOString();
const segmentBatch = async (key: string, batch: unknown[], more: object = {}) =>
  post('/v1/batch', JSON.stringify({ batch, sentAt: nowIso(), ...more }), basic(key));
const track = (event: string, more: object = {}) => ({
  type: 'track',
  event,
  anonymousId: 'a1',
  messageId: `node-next-${randomUUID()}`,
  timestamp: nowIso(),
  properties: {},
  integrations: {},
  context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
  ...more,
});
const sensorsForm = (records: unknown[], gzip = true) => {
  const json = Buffer.from(JSON.stringify(records));
  const text = encodeURIComponent((gzip ? gzipSync(json) : json).toString('base64'));
  return `data_list=${text}${gzip ? '&gzip=1' : ''}`;
};
let serial = 0;
const sensorsTrack = (event: string, distinctId: string, more: object = {}) => {
  serial += 1;
  return {
    distinct_id: distinctId,
    type: 'track',
    event,
    time: ctx.now().getTime(),
    _track_id: 100_000_000 + serial,
    properties: { $lib: 'MiniProgram' },
    ...more,
  };
};
const stored = async (name: string) =>
  ctx.events.query<{ name: string; personNo: number; at: number; props: string; page: string }>(
    `SELECT name, person_no AS personNo, toUnixTimestamp64Milli(ts) AS at, props, page FROM history_once AS events
     WHERE name = {name:String} ORDER BY ts, event_id`,
    { name },
  );

describe('Segment', () => {
  it('takes a batch once, however often it is sent, with its nested properties and its clock', async () => {
    const made = await source('segment');
    const early = new Date(ctx.now().getTime() - 3_600_000);
    const viewed = track('Product Viewed', {
      properties: {
        product_id: 'p1',
        price: 9.9,
        deep: { b: { c: true } },
        list: ['x', 'y'],
        items: [{ a: 1 }],
        'a.b': 1,
      },
      timestamp: new Date(early.getTime() - 5 * 60_000).toISOString(),
    });
    // A device whose clock is five minutes behind sends at once.
    const sentAt = nowIso(-5 * 60_000);
    const first = await segmentBatch(
      made.key,
      [viewed, viewed, { ...track('$x'), type: 'page', event: undefined, name: 'Home', properties: { path: '/home' } }],
      { sentAt },
    );
    expect([first.status, first.text]).toEqual([200, '{"success":true}']);
    expect((await segmentBatch(made.key, [viewed], { sentAt })).status).toBe(200);
    const rows = await stored('Product Viewed');
    expect(rows).toHaveLength(1);
    // Corrected by the difference of the clocks, the way of the request among it.
    expect(Math.abs((rows[0]?.at ?? 0) - early.getTime())).toBeLessThan(10_000);
    expect(JSON.parse(rows[0]?.props ?? '')).toEqual({
      $source: made.id,
      product_id: 'p1',
      price: 9.9,
      deep_b_c: true,
      list: 'x,y',
      items: '[{"a":1}]',
      a_b: 1,
    });
    expect(await stored('$page')).toMatchObject([{ page: '/home' }]);
    const { names, days, recent } = await traffic(made);
    expect(names).toMatchObject([
      { name: '$page', taken: 1 },
      { name: 'Product Viewed', taken: 1 },
    ]);
    expect(days.at(-1)).toMatchObject({ taken: 2, duplicates: 2, refused: 0 });
    expect(recent.map((r: { name: string }) => r.name)).toEqual(['$page', 'Product Viewed']);
  });

  it('joins what she did before she signed in to the member whom her id names, as a login of ours does', async () => {
    const made = await source('segment', { naming: 'member_id' });
    const [anna, other] = [await createMember(ctx), await createMember(ctx)];
    await segmentBatch(made.key, [track('Joined Before', { anonymousId: 'phone-1' })]);
    const identify = {
      type: 'identify',
      anonymousId: 'phone-1',
      userId: anna.id,
      messageId: 'm1',
      timestamp: nowIso(),
      traits: {},
    };
    await Promise.all(
      [1, 2, 3].map(async () =>
        segmentBatch(made.key, [identify, track('Joined After', { userId: anna.id, messageId: 'after-1' })]),
      ),
    );
    await app.settle();
    expect((await stored('Joined Before')).map(({ personNo }) => personNo)).toEqual([anna.personNo]);
    expect((await stored('Joined After')).map(({ personNo }) => personNo)).toEqual([anna.personNo]);
    // A placeholder is nobody: all who are not signed in do not become one person.
    await segmentBatch(made.key, [{ ...identify, userId: other.id, anonymousId: 'null', messageId: 'm0' }]);
    // The same device, another user: what was hers stays hers, and it is told.
    await segmentBatch(made.key, [{ ...identify, userId: other.id, messageId: 'm2' }]);
    await app.settle();
    expect((await stored('Joined Before')).map(({ personNo }) => personNo)).toEqual([anna.personNo]);
    expect(await refusals(made)).toEqual([['of_another', '', 1]]);
    expect(
      (await traffic(made)).recent.every((r: { member: { id: string } | null }) =>
        [anna.id, null, undefined].includes(r.member?.id),
      ),
    ).toBe(true);
  });

  it('knows a user who becomes a member later, and makes none of an anonymous id that looks like one', async () => {
    const made = await source('segment', { naming: 'phone', place: 'server' });
    const phone = '13800138477';
    await segmentBatch(made.key, [track('Early Bird', { userId: phone })]);
    const eve = await createMember(ctx);
    await givePhone(ctx, eve.id, phone);
    await segmentBatch(made.key, [track('Later Bird', { userId: phone }), track('No Bird', { anonymousId: phone })]);
    await app.settle();
    expect((await stored('Early Bird')).map(({ personNo }) => personNo)).toEqual([eve.personNo]);
    expect((await stored('Later Bird')).map(({ personNo }) => personNo)).toEqual([eve.personNo]);
    expect((await stored('No Bird'))[0]?.personNo).not.toBe(eve.personNo);
    const { rows } = await sql<{ all: string }>`select v::text as all from collectors.visitor v`.execute(ctx.db);
    expect(rows.some(({ all }) => all.includes(phone))).toBe(false);
  });

  it('makes tags of registered attributes alone, of a server’s key alone, and tells the rest', async () => {
    const anna = await createMember(ctx);
    const identify = (traits: object) => ({
      type: 'identify',
      userId: anna.id,
      messageId: randomUUID(),
      timestamp: nowIso(),
      traits,
    });
    const server = await source('segment', { naming: 'member_id', place: 'server', attributes: ['vip', 'big'] });
    await segmentBatch(server.key, [
      identify({ vip: 'silver', city: 'x', $first_visit_time: 1, $first_referrer: '', gclid: null }),
      identify({ vip: 'gold', big: { a: 1 } }),
    ]);
    await segmentBatch(server.key, [{ ...identify({ vip: 'gold' }), userId: 'nobody' }]);
    const tagsOf = async () =>
      (
        await sql<{
          name: string;
          source: string;
        }>`select name, source from members.tag where member_id = ${anna.id}`.execute(ctx.db)
      ).rows;
    expect(await tagsOf()).toEqual([{ name: 'vip:gold', source: 'collector' }]);
    // Attributes are no events: there is nothing to block.
    expect((await traffic(server)).names).toEqual([]);
    expect(await refusals(server)).toEqual([
      ['attribute_of_nobody', 'vip', 1],
      ['attribute_unregistered', '$*', 2],
      ['attribute_unregistered', 'city', 1],
      ['attribute_value', 'big', 1],
    ]);
    const client = await source('segment', { naming: 'member_id' });
    await segmentBatch(client.key, [identify({ vip: 'platinum' })]);
    expect(await tagsOf()).toHaveLength(1);
    await segmentBatch(server.key, [identify({ vip: null })]);
    expect(await tagsOf()).toEqual([]);
  });

  it('claims nothing of the shop’s own: facts and our own names get a prefix', async () => {
    const made = await source('segment');
    await segmentBatch(made.key, [track('order.paid'), track('search')]);
    expect(await stored('order.paid')).toEqual([]);
    expect(await stored('search')).toEqual([]);
    expect([await stored('segment:order_paid'), await stored('segment:search')].map((rows) => rows.length)).toEqual([
      1, 1,
    ]);
    expect((await traffic(made)).notes.map((n: { note: string }) => n.note)).toEqual(['renamed', 'renamed']);
  });

  it('refuses single events with their reason and takes the others', async () => {
    const made = await source('segment', { listing: 'block', names: ['Spam'] });
    const answer = await segmentBatch(made.key, [
      track('Good'),
      'nonsense',
      track('Spam'),
      track(''),
      track('tab\tname'),
      track('No One', { anonymousId: undefined }),
      track('Everybody', { userId: 'undefined', anonymousId: '[object Object]' }),
      track('Ancient', { timestamp: '1970-01-01T00:00:00Z' }),
      track('Tomorrow', { timestamp: '2099-01-01T00:00:00Z' }),
      track('Broken', { timestamp: 'yesterday' }),
      { type: 'group', groupId: 'g', userId: 'u', messageId: 'g1' },
      track('Wide', {
        properties: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`p${n}`, 'x'.repeat(500)])),
      }),
    ]);
    expect(answer.status).toBe(200);
    expect(await refusals(made)).toEqual([
      ['bad_event', '', 1],
      ['bad_name', '', 1],
      ['bad_name', 'tab\tname', 1],
      ['bad_time', 'Broken', 1],
      ['blocked', 'Spam', 1],
      ['no_id', 'Everybody', 1],
      ['no_id', 'No One', 1],
      ['too_old', 'Ancient', 1],
      ['unsupported', 'group', 1],
    ]);
    const now = ctx.now().getTime();
    expect(Math.abs(((await stored('Tomorrow'))[0]?.at ?? 0) - now)).toBeLessThan(60_000);
    const { notes } = await traffic(made);
    expect(notes.map((n: { note: string; name: string }) => [n.note, n.name]).toSorted()).toEqual([
      ['clock_ahead', 'Tomorrow'],
      ['props_cut', 'Wide'],
    ]);
    expect((await stored('Wide'))[0]?.props.length).toBeLessThan(9000);
  });

  it('takes ten thousand events at once, and counts no more names by themselves than it keeps', async () => {
    const made = await source('segment');
    const many = Array.from({ length: 10_000 }, (_, n) => track(`Name ${n % 1000}`, { anonymousId: `d${n % 50}` }));
    expect((await segmentBatch(made.key, many)).status).toBe(200);
    const { days } = await traffic(made);
    expect(days.at(-1).taken).toBe(10_000);
    const { rows } = await sql<{ names: number }>`
      select count(distinct d.name)::int as names from collectors.day d join collectors.source s on s.no = d.source_no where s.id = ${made.id}
    `.execute(ctx.db);
    expect(rows[0]?.names).toBe(301);
    expect(
      (
        await segmentBatch(
          made.key,
          Array.from({ length: 20_001 }, () => 0),
        )
      ).status,
    ).toBe(413);
    expect((await post('/v1/batch', Buffer.alloc(25 * 1024 * 1024, 32), basic(made.key))).status).toBe(413);
    expect(await refusals(made)).toEqual([
      ['too_large', '', 1],
      ['too_many', '', 1],
    ]);
  });

  it('makes no more new visitors a day than the source may have', async () => {
    const made = await source('segment', { visitorsADay: 5 });
    const crowd = (from: number) =>
      Array.from({ length: 4 }, (_, n) => track('Crowd', { anonymousId: `new${from + n}` }));
    await Promise.all([
      segmentBatch(made.key, crowd(0)),
      segmentBatch(made.key, crowd(4)),
      segmentBatch(made.key, crowd(8)),
    ]);
    expect((await stored('Crowd')).length).toBe(5);
    expect(await refusals(made)).toEqual([['too_many_visitors', 'Crowd', 7]]);
    await app.advance(86_400_000);
    await segmentBatch(made.key, crowd(12));
    expect((await stored('Crowd')).length).toBe(9);
  });
});

describe('Sensors Analytics', () => {
  it('takes what its Node and mini program SDKs send, joins at $SignUp, and knows the same event again', async () => {
    const made = await source('sensors', { naming: 'member_id' });
    const anna = await createMember(ctx);
    const cart = sensorsTrack('AddCart', 'device-9', {
      properties: { price: 1, list: ['a', 'b'], $url_path: 'pages/cart' },
    });
    const url = `/sa?project=default&token=${made.key}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post(url, sensorsForm([cart]), form)).toMatchObject({ status: 200, text: 'OK' });
    // The mini program says when it sends, and resends with another moment.
    const again = { ...cart, _flush_time: ctx.now().getTime() + 10 };
    expect((await post(url, sensorsForm([again], false), { 'content-type': 'text/plain' })).status).toBe(200);
    const signUp = sensorsTrack('$SignUp', anna.id, { type: 'track_signup', original_id: 'device-9' });
    const pay = sensorsTrack('PayOrder', anna.id, {
      login_id: anna.id,
      anonymous_id: 'device-9',
      time: Math.floor(ctx.now().getTime() / 1000),
    });
    const item = { type: 'item_set', item_type: 'book', item_id: 'b1', time: 1, properties: {} };
    expect((await post(url, sensorsForm([signUp, pay, item]), form)).status).toBe(200);
    await app.settle();
    expect(await stored('AddCart')).toMatchObject([{ personNo: anna.personNo, page: 'pages/cart' }]);
    expect(await stored('PayOrder')).toMatchObject([{ personNo: anna.personNo }]);
    expect(await stored('$SignUp')).toMatchObject([{ personNo: anna.personNo }]);
    expect(await refusals(made)).toEqual([['unsupported', 'item_set', 1]]);
  });

  it('answers a picture to a page, and refuses what is broken, encrypted, or a bomb', async () => {
    const made = await source('sensors');
    const data = Buffer.from(JSON.stringify(sensorsTrack('Pixel', 'd'))).toString('base64');
    const crc = [...data].reduce((hash, char) => (Math.imul(hash, 31) + char.charCodeAt(0)) | 0, 0);
    const get = async (query: string) => fetch(`${app.running.address}/sa.gif?token=${made.key}&${query}`);
    const pixel = await get(`data=${encodeURIComponent(data)}&ext=${encodeURIComponent(`crc=${crc}`)}`);
    expect([pixel.status, pixel.headers.get('content-type')]).toEqual([200, 'image/gif']);
    expect((await get(`data=${encodeURIComponent(data)}&ext=${encodeURIComponent(`crc=${crc + 1}`)}`)).status).toBe(
      400,
    );
    const url = `/sa?token=${made.key}`;
    const broken = gzipSync(Buffer.from('[]')).subarray(0, 12).toString('base64');
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, 32)).toString('base64');
    for (const [body, status] of [
      [`data_list=${encodeURIComponent(broken)}`, 400],
      [`data_list=${encodeURIComponent(bomb)}`, 413],
      ['data_list=%%%', 400],
      ['nothing=1', 400],
      ['payload=secret', 400],
      [`data=${Buffer.from('{').toString('base64')}`, 400],
    ] as const)
      expect([body.slice(0, 20), (await post(url, body)).status]).toEqual([body.slice(0, 20), status]);
    expect((await refusals(made)).map(([reason, , times]) => [reason, times])).toEqual([
      ['bad_wire', 5],
      ['encrypted', 1],
      ['too_large', 1],
    ]);
    expect(await stored('Pixel')).toHaveLength(1);
  });

  it('cuts the line where events cannot be stored, for its SDK takes any answer for received', async () => {
    const made = await source('sensors');
    const other = await source('segment');
    await sql`alter table collectors.visitor rename to away`.execute(ctx.db);
    try {
      await expect(post(`/sa?token=${made.key}`, sensorsForm([sensorsTrack('Lost', 'new-device')]))).rejects.toThrow();
      const answer = await segmentBatch(other.key, [track('Lost', { anonymousId: 'new-device' })]);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
    } finally {
      await sql`alter table collectors.away rename to visitor`.execute(ctx.db);
    }
    expect(await stored('Lost')).toEqual([]);
  });
});

/** `compressToUTF16` of lz-string 1.5.0 of `[{"eventType":"CUSTOM","eventName":"packed","deviceId":"gio-2","timestamp":1}]`. */
const PACKED =
  '\u1b63\u3c31\u016c\u0701\u03d0\u0ba0\u2a24\u7821\u6150\u05e6\u01a4\u0570\u0cc8\u4099\u00d2\u3021\u5263\u0120\u7222\u0c25\u588d\u559a\u0338\u06d0\u4029\u52d0\u3dc0\u027b\u5860\u04b3\u76e0\u0e84\u103e\u6036\u4029\u4ffe\u0893\u0087\u3c46\u5478\u0138\u019c\u0194\u4020 ';

describe('PostHog and GrowingIO', () => {
  it('takes what posthog-node and a page send, joins at $identify, and says that there are no flags', async () => {
    const made = await source('posthog', { naming: 'member_id' });
    const anna = await createMember(ctx);
    const event = (name: string, distinct_id: string, properties: object = {}) => ({
      event: name,
      distinct_id,
      uuid: randomUUID(),
      timestamp: nowIso(),
      properties: { $lib: 'posthog-node', ...properties },
    });
    const batch = [
      event('Paid Course', 'anon-7', { amount: 12, token: 'x' }),
      event('$identify', anna.id, { $set: { vip: 'gold' }, $anon_distinct_id: 'anon-7' }),
      event('$groupidentify', '$company_c'),
    ];
    const body = gzipSync(Buffer.from(JSON.stringify({ api_key: made.key, batch, sent_at: nowIso() })));
    const answer = await post('/posthog/batch/', body, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expect([answer.status, answer.text]).toEqual([200, '{"status":1}']);
    const { timestamp: _at, ...page } = event('$pageview', anna.id, { token: made.key, $pathname: '/a' });
    const fromPage = gzipSync(Buffer.from(JSON.stringify([{ ...page, offset: 60_000 }])));
    const origin = { origin: 'https://shop.example', 'content-type': 'text/plain' };
    const told = await post('/posthog/i/v0/e/?compression=gzip-js', fromPage, origin);
    expect([told.status, told.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example']);
    const form = `data=${encodeURIComponent(Buffer.from(JSON.stringify(event('FormSent', anna.id, { token: made.key }))).toString('base64'))}`;
    expect((await post('/posthog/e/?compression=base64', form)).status).toBe(200);
    await app.settle();
    const paid = await stored('Paid Course');
    expect(paid).toMatchObject([{ personNo: anna.personNo }]);
    expect(JSON.parse(paid[0]?.props ?? '').token).toBeUndefined();
    const [view] = await stored('$pageview');
    expect(view).toMatchObject({ personNo: anna.personNo, page: '/a' });
    expect(Math.abs((view?.at ?? 0) - ctx.now().getTime() + 60_000)).toBeLessThan(5_000);
    expect(await stored('FormSent')).toHaveLength(1);
    expect(await refusals(made)).toEqual([
      ['attribute_unregistered', 'vip', 1],
      ['unsupported', '$groupidentify', 1],
    ]);
    expect(
      (await fetch(`${app.running.address}/posthog/array/${made.key}/config.js`)).headers.get('content-type'),
    ).toMatch(/javascript/);
    const flags = await post('/posthog/flags/?v=2', '{}');
    expect(JSON.parse(flags.text)).toMatchObject({ flags: {}, featureFlags: {}, errorsWhileComputingFlags: false });
  });

  it('takes GrowingIO’s lists, packed by lz-string or not, and answers 204', async () => {
    const made = await source('growingio', { naming: 'member_id' });
    const anna = await createMember(ctx);
    const event = (eventType: string, more: object = {}) => ({
      eventType,
      deviceId: 'gio-1',
      sessionId: 's1',
      timestamp: ctx.now().getTime(),
      globalSequenceId: randomUUID(),
      platform: 'MinP',
      ...more,
    });
    const url = `/growingio/v3/projects/${made.key}/collect?stm=1`;
    const list = [
      event('VISIT', { path: 'pages/home' }),
      event('CUSTOM', { eventName: 'buy', attributes: { n: 2 }, userId: anna.id }),
    ];
    expect((await post(`${url}&compress=0`, JSON.stringify(list))).status).toBe(204);
    expect((await post(`${url}&compress=1`, PACKED)).status).toBe(204);
    expect((await post(`${url}&compress=1`, 'ab')).status).toBe(400);
    await app.settle();
    expect(await stored('$visit')).toMatchObject([{ personNo: anna.personNo, page: 'pages/home' }]);
    expect(await stored('buy')).toMatchObject([{ personNo: anna.personNo }]);
    expect((await refusals(made)).map(([reason, name]) => [reason, name])).toEqual([
      ['bad_wire', ''],
      ['too_old', 'packed'],
    ]);
  });
});

describe('a key', () => {
  it('is shown once and kept as a hash; replaced or revoked it is worth nothing at once, and what comes by it is told', async () => {
    const made = await source('segment', { name: '密钥' });
    const listed = await app.call('GET /api/admin/collectors?q=密钥', { cookie });
    expect(listed.body.items).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain(made.key);
    const { rows } = await sql<{ all: string }>`select k::text as all from collectors.key k`.execute(ctx.db);
    expect(rows.some(({ all }) => all.includes(made.key.slice(12)))).toBe(false);
    const { body: renewed } = await app.call(`POST /api/admin/collectors/${made.id}/key`, { cookie });
    expect((await segmentBatch(made.key, [track('Old')])).status).toBe(401);
    expect((await segmentBatch(renewed.key, [track('New')])).status).toBe(200);
    expect((await post(`/sa?token=${renewed.key}`, sensorsForm([sensorsTrack('Wrong', 'd')]))).status).toBe(400);
    await app.call(`POST /api/admin/collectors/${made.id}/revocation`, { cookie });
    expect((await segmentBatch(renewed.key, [track('Gone')])).status).toBe(401);
    expect((await segmentBatch('hsc_00000000000000000000000000000000', [track('Guess')])).status).toBe(401);
    expect((await segmentBatch("' or 1=1", [track('Guess')])).status).toBe(401);
    expect((await refusals(made)).map(([reason]) => reason)).toEqual(['old_key', 'other_vendor', 'revoked']);
    for (const route of [`POST /api/admin/collectors/${made.id}/key`, `POST /api/admin/collectors/${made.id}/names`])
      expect((await app.call(route, { cookie, body: { name: 'x', isTaken: false } })).body.error.code).toBe(
        'collectors.is_revoked',
      );
    const audits = await sql<{ zh: string; details: string }>`
      select summary->>'zh' as zh, details::text from operators.audit_entry where entity_id = ${made.id} order by at, id
    `.execute(ctx.db);
    expect(audits.rows.map(({ zh }) => zh)).toEqual([
      '新建数据来源「密钥」',
      '更换数据来源的密钥「密钥」',
      '停用数据来源「密钥」',
    ]);
    expect(audits.rows.some(({ details }) => details?.includes(renewed.key))).toBe(false);
  });

  it('of which a name is blocked and taken again, by one tap or by the list', async () => {
    const made = await source('segment');
    const set = async (name: string, isTaken: boolean) =>
      (await app.call(`POST /api/admin/collectors/${made.id}/names`, { cookie, body: { name, isTaken } })).body;
    expect(await set('Noise', false)).toMatchObject({ listing: 'block', names: ['Noise'] });
    await segmentBatch(made.key, [track('Noise'), track('Music')]);
    expect(await refusals(made)).toEqual([['blocked', 'Noise', 1]]);
    expect((await traffic(made)).names.find((n: { name: string }) => n.name === 'Noise')).toMatchObject({
      isTaken: false,
    });
    expect(await set('Noise', true)).toMatchObject({ names: [] });
    const { body } = await app.call(`PUT /api/admin/collectors/${made.id}`, {
      cookie,
      headers: { 'if-match': '0' },
      body: { values: { ...DEFAULTS, vendor: 'sensors', listing: 'allow', names: ['Music'] } },
    });
    expect(body).toMatchObject({ vendor: 'segment', listing: 'allow' });
    await segmentBatch(made.key, [track('Noise'), track('Music')]);
    expect(await refusals(made)).toContainEqual(['not_allowed', 'Noise', 1]);
    expect(await set('Music', false)).toMatchObject({ listing: 'allow', names: [] });
    const refused = await app.call('POST /api/admin/collectors', {
      cookie,
      body: { values: { ...DEFAULTS, vendor: 'segment', naming: 'phone' } },
    });
    expect([refused.status, refused.body.error.details.problems[0].at]).toEqual([400, 'naming']);
  });
});
