import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { openShop } from './shop.ts';
import { orderOne, signIn } from './shopper.ts';

const shop = await openShop();
const [first = '', second = ''] = shop.app.config.wechat.apps.map(({ appid }) => appid);
await setQuiet(shop.app.ctx, 'never');

type Person = { readonly id: string; readonly tokens: Readonly<Record<string, string>>; readonly memberId: string };

/** One person of WeChat's, signed in to these apps in turn. */
async function person(...apps: readonly string[]): Promise<Person> {
  const { id } = await shop.phone.create('两个小程序的顾客');
  const tokens: Record<string, string> = {};
  let memberId = '';
  for (const app of apps) {
    const session = await signIn(shop, id, app);
    tokens[app] = session.token;
    memberId = session.member.id;
  }
  return { id, tokens, memberId };
}

/** She allows (or refuses) one notice of a shipped order in an app, by the id that this app tells. */
async function allow(she: Person, app: string, accept = true): Promise<void> {
  const { templates } = await shop.api('GET /api/shop/settings', { query: { app } });
  const answers = await shop.phone.subscribe(she.id, [templates.orderShipped ?? ''], accept, app);
  const token = she.tokens[app] ?? '';
  await shop.api('POST /api/shop/subscriptions', { token, body: { moment: 'order_paid', answers } });
}

/** She buys in an app and the parcel leaves; what became of the notice of it. */
async function shipped(she: Person, app: string) {
  const token = she.tokens[app] ?? '';
  const id = await orderOne(shop, token);
  const params = await shop.api('POST /api/shop/orders/:id/payment', { token, params: { id } });
  expect(await shop.phone.pay(she.id, params, app)).toBe(true);
  await shop.api('POST /api/admin/orders/:id/shipment', {
    cookie: shop.owner.cookie,
    params: { id },
    body: { company: '顺丰速运', waybill: 'SF1234567890123' },
  });
  await shop.app.settle();
  const { rows } = await sql<{ channel: string; state: string; app: string; causeApp: string }>`
    select channel, state, app, cause_app from messaging.outbound where source_key = ${`order:${id}:shipped`}
  `.execute(shop.app.ctx.db);
  return rows[0];
}

type Sent = { readonly touser: string; readonly template_id: string };

/** What WeChat was asked to send to this person, in whichever app. */
async function sentTo(she: Person): Promise<{ app: string; template: string }[]> {
  const { accounts } = (await shop.sandbox(`GET /shoppers/${she.id}`)) as {
    accounts: { appid: string; openid: string }[];
  };
  const { calls } = (await shop.sandbox('GET /log?limit=1000')) as { calls: { title: string; request: string }[] };
  return calls.flatMap(({ title, request }) => {
    if (title !== '发送订阅消息') return [];
    const body: Sent = JSON.parse(request);
    const app = accounts.find(({ openid }) => openid === body.touser)?.appid;
    return app ? [{ app, template: body.template_id }] : [];
  });
}

const templateIn = async (app: string) =>
  (await shop.api('GET /api/shop/settings', { query: { app } })).templates.orderShipped;

async function consents(she: Person) {
  const read = await shop.app.call(`GET /api/admin/members/${she.memberId}/consents`, { cookie: shop.owner.cookie });
  return read.body.items
    .filter((one: { templateKey: string }) => one.templateKey === 'orderShipped')
    .map(({ app, remaining }: { app: string | null; remaining: number }) => ({ app, remaining }));
}

describe('a notice', () => {
  it('goes by the app that she allowed, with its own template, though she bought in another', async () => {
    const she = await person(first, second);
    expect(await templateIn(first)).not.toBe(await templateIn(second));
    await allow(she, second);
    expect(await consents(she)).toEqual([{ app: '活水优选', remaining: 1 }]);
    expect(await shipped(she, first)).toEqual({
      channel: 'subscribe',
      state: 'accepted',
      app: second,
      causeApp: first,
    });
    expect(await sentTo(she)).toEqual([{ app: second, template: await templateIn(second) }]);
    expect(await consents(she)).toEqual([{ app: '活水优选', remaining: 0 }]);
    const log = await shop.app.call(`GET /api/admin/outbound?memberId=${she.memberId}`, { cookie: shop.owner.cookie });
    expect(log.body.items[0]).toMatchObject({
      app: '活水优选',
      passedOver: [{ channel: 'subscribe', app: '活水鲜生', reason: 'no_consent' }],
    });
  });

  it('of an order goes by the app of the order when she allowed both, whichever was seen last', async () => {
    const she = await person(first, second);
    await allow(she, first);
    await allow(she, second);
    expect(await shipped(she, first)).toMatchObject({ channel: 'subscribe', app: first });
    expect(await sentTo(she)).toEqual([{ app: first, template: await templateIn(first) }]);
    expect(await shipped(she, second)).toMatchObject({ channel: 'subscribe', app: second });
    expect(await consents(she)).toEqual(
      expect.arrayContaining([
        { app: '活水鲜生', remaining: 0 },
        { app: '活水优选', remaining: 0 },
      ]),
    );
  });

  it('of who came by the second app alone reaches her there', async () => {
    const she = await person(second);
    await allow(she, second);
    expect(await shipped(she, second)).toMatchObject({ channel: 'subscribe', state: 'accepted', app: second });
    expect(await sentTo(she)).toEqual([{ app: second, template: await templateIn(second) }]);
  });

  it('that no app was allowed goes the next way, and WeChat is not asked', async () => {
    const she = await person(first, second);
    await allow(she, second, false);
    expect(await shipped(she, second)).toMatchObject({ channel: 'inbox', state: 'accepted' });
    expect(await sentTo(she)).toEqual([]);
  });

  it('answered with the template of another app is no consent', async () => {
    const she = await person(first, second);
    const answers = { [(await templateIn(first)) ?? '']: 'accept' };
    const token = she.tokens[second] ?? '';
    await shop.api('POST /api/shop/subscriptions', { token, body: { moment: 'order_paid', answers } });
    expect(await shipped(she, second)).toMatchObject({ channel: 'inbox' });
  });

  it('to who was two records goes to the account that allowed it, not to the other in the same app', async () => {
    const [quiet, willing] = [await person(first), await person(first)];
    await allow(willing, first);
    await becomeOne(shop.app.ctx, { id: quiet.memberId }, { id: willing.memberId });
    await shop.app.settle();
    // Seen last is the account that allowed nothing.
    await signIn(shop, quiet.id, first);
    expect(await shipped(quiet, first)).toMatchObject({ channel: 'subscribe', state: 'accepted', app: first });
    expect(await sentTo(quiet)).toEqual([]);
    expect(await sentTo(willing)).toHaveLength(1);
    // Taken apart again, what the account allows, also meanwhile, goes with the account.
    await allow(willing, first);
    const { cookie } = shop.owner;
    const { body } = await shop.app.call(`GET /api/admin/members/${quiet.memberId}/merges`, { cookie });
    const undo = `POST /api/admin/member-merges/${body.items[0].id}/reversal`;
    expect((await shop.app.call(undo, { cookie, body: { reason: '认错人了' } })).status).toBe(200);
    await shop.app.settle();
    expect(await consents(willing)).toEqual([{ app: '活水鲜生', remaining: 1 }]);
    expect(await consents(quiet)).toEqual([{ app: null, remaining: 0 }]);
  });
});

describe('the template of several apps', () => {
  it('has a field for the id in each, and what is written there is what the app asks with', async () => {
    const { cookie } = shop.owner;
    const { items } = (await shop.app.call('GET /api/admin/message-templates', { cookie })).body;
    const { id, contents } = items.find((one: { key: string }) => one.key === 'refundDone');
    const { fields, values } = contents.find((one: { channel: string }) => one.channel === 'subscribe');
    const ids = fields.filter((field: { key: string }) => field.key.startsWith('wechatTemplateId'));
    expect(ids.map((field: { label: { en: string } }) => field.label.en)).toEqual([
      'WeChat template id (活水鲜生)',
      'WeChat template id (活水优选)',
    ]);
    const changed = await shop.app.call(`PUT /api/admin/message-templates/${id}/contents/subscribe`, {
      cookie,
      body: { values: { ...values, [ids[1].key]: 'OTHER' } },
    });
    expect(changed.status).toBe(200);
    const asked = async (app: string) => (await shop.api('GET /api/shop/settings', { query: { app } })).templates;
    expect((await asked(second)).refundDone).toBe('OTHER');
    expect((await asked(first)).refundDone).toBe(values[ids[0].key]);
  });
});
