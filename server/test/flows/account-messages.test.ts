import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { governanceSetting } from '../../src/domains/messaging/governance.ts';
import { queueMessages } from '../../src/domains/messaging/index.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { putSetting } from '../../src/platform/settings.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;

const rules = (quiet: boolean) => ({
  ...{ ...governanceSetting.initial, perDay: 20, perWeek: 50, perMonth: 100 },
  quietHours: { enabled: quiet, from: 0, to: quiet ? 1439 : 0 },
});
await putSetting(app.ctx, governanceSetting, rules(false));
await app.settle();
const { items: all } = await api('GET /api/admin/official-accounts', { cookie });
const named = (name: string) => all.find((one) => one.name === name) ?? { id: '', appid: '' };
const service = named('活水鲜生服务号');
const themed = named('活水早餐');
const subscription = named('活水育儿');
const plain = named('活水门店快讯');
type Account = { readonly appid: string };

const at = ({ wechatId }: Shopper, { appid }: Account) => `/shoppers/${wechatId}/accounts/${appid}`;
async function follower(...accounts: readonly Account[]): Promise<Shopper> {
  const shopper = await newShopper(shop);
  for (const account of accounts) await call(`POST ${at(shopper, account)}/follow`, {});
  await app.settle();
  // What a follow opens is over.
  await app.advance(2 * 60_000);
  return shopper;
}
const leave = async (shopper: Shopper, account: Account) => {
  await call(`DELETE ${at(shopper, account)}/follow`);
  await app.settle();
};
const say = async (shopper: Shopper, account: Account, text: string) => {
  await call(`POST ${at(shopper, account)}/messages`, { text });
  await app.settle();
};
async function subscribe(shopper: Shopper, account: Account, key: string, answer = 'accept', how = 'POST') {
  const { subscriptions } = await call(`GET ${at(shopper, account)}/subscriptions`);
  const found = Array.isArray(subscriptions) ? subscriptions.find((one) => one.key === key) : undefined;
  await call(`${how} ${at(shopper, account)}/subscriptions`, { templateId: found?.templateId, answer });
  await app.settle();
}
async function chatOf({ wechatId }: Shopper, chat: string) {
  const { chats } = await call(`GET /shoppers/${wechatId}/chats`);
  const found = Array.isArray(chats) ? chats.find(({ id }) => id === chat) : undefined;
  return (found?.notices ?? []).filter(({ mine }: Json) => mine !== true) as Json[];
}
const inAccount = async (shopper: Shopper, { appid }: Account) => chatOf(shopper, `account:${appid}`);

const coupon = { coupon: '早餐券', sentence: '满 39 元减 10 元', until: '2026年12月31日' };
const parcel = { orderId: 'o', number: 'N1', company: '顺丰', waybill: 'SF1' };
let asked = 0;
/** As a journey does: the same to all of them, by these channels in turn. */
async function tell(
  shoppers: readonly Shopper[],
  channels: readonly string[],
  {
    templateKey = 'couponArrived',
    variables = coupon,
  }: { templateKey?: string; variables?: Record<string, string> } = {},
) {
  asked += 1;
  const persons = await personsOf(shoppers);
  await inTransaction(app.ctx, async (ctx) =>
    queueMessages(
      ctx,
      shoppers.map(({ memberId }, at) => ({
        key: `told:${asked}:${at}`,
        memberId,
        personNo: persons.get(memberId) ?? 0,
        ...{ templateKey, channels, variables, because: { kind: 'test', id: 'told', label: '测试' } },
      })),
    ),
  );
  await app.settle();
  return told(shoppers);
}

async function personsOf(shoppers: readonly Shopper[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; no: number }>`
    select id, person_no as no from members.member where id = any(${shoppers.map(({ memberId }) => memberId)}::text[])
  `.execute(app.ctx.db);
  return new Map(rows.map(({ id, no }) => [id, no]));
}

/** Of the message that was asked for last, to each: how it went, and why others were passed over. */
async function told(shoppers: readonly Shopper[]) {
  const { rows } = await sql<{ memberId: string; channel: string; state: string; app: string; why: string[] }>`
    select distinct on (member_id) member_id, channel, app,
      state || case when state in ('accepted', 'queued') then '' else coalesce(' ' || error, '') end as state,
      array(select p->>'channel' || ' ' || (p->>'reason') from jsonb_array_elements(passed_over) p) as why
    from messaging.outbound where member_id = any(${shoppers.map(({ memberId }) => memberId)}::text[])
      and source_key like ${`told:${asked}:%`}
    order by member_id, id
  `.execute(app.ctx.db);
  const byMember = new Map(rows.map(({ memberId, ...row }) => [memberId, row]));
  return shoppers.map(({ memberId }) => byMember.get(memberId));
}

const consentOf = async ({ memberId }: Shopper, key: string) => {
  const { items } = await api('GET /api/admin/members/:id/consents', { cookie, params: { id: memberId } });
  const hers = items.filter(({ channel, templateKey }) => channel === 'account_notice' && templateKey === key);
  return hers.map(({ remaining, state }) => [remaining, state]);
};

describe('a kf message', () => {
  it('goes into the chat that she opened, with a link to its page, as long as something of it is left, and by the next channel after', async () => {
    const shopper = await follower(themed);
    expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([
      { channel: 'inbox', why: ['account_kf window_closed'] },
    ]);
    await say(shopper, themed, '在吗');
    for (let times = 0; times < 5; times += 1)
      expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([
        { channel: 'account_kf', state: 'accepted', app: themed.appid, why: [] },
      ]);
    expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([
      { channel: 'inbox', why: ['account_kf channel_cap'] },
    ]);
    const said = await inAccount(shopper, themed);
    expect(said).toHaveLength(5);
    expect(String(said[0]?.title)).toMatch(/早餐券[\s\S]*data-miniprogram-path="[^"]+m=msg_\w+"/);
    // She writes again, and it is open again; two days later it is not. WeChat says times in whole seconds: a minute tells before from after.
    await app.advance(60_000);
    await say(shopper, themed, '在吗');
    await app.advance(47 * 3_600_000);
    expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([{ channel: 'account_kf' }]);
    await app.advance(2 * 3_600_000);
    expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([{ channel: 'inbox' }]);
  });

  it('takes the account that may and where something is open, and nobody by an account that may not even ask who follows it', async () => {
    const [both, none] = [await follower(plain, themed), await follower(plain)];
    for (const one of [both, none]) await say(one, plain, '你好');
    await say(both, themed, '你好');
    expect(await tell([both, none], ['account_kf', 'inbox'])).toMatchObject([
      { channel: 'account_kf', app: themed.appid },
      { channel: 'inbox', why: ['account_kf no_address'] },
    ]);
  });

  it('heeds what the platform counts: who left is reached no more, and what it refuses goes on', async () => {
    const shopper = await follower(themed);
    await say(shopper, themed, '在吗');
    await sandbox('PUT /faults', { accountCallbacks: 'lost' });
    await leave(shopper, themed);
    await sandbox('PUT /faults', { accountCallbacks: 'normal' });
    // Nobody told us: the platform does.
    expect(await tell([shopper], ['account_kf', 'inbox'])).toMatchObject([{ channel: 'inbox', state: 'accepted' }]);
    expect(await inAccount(shopper, themed)).toEqual([]);
  });

  it('is never sent more often than is open, however many are asked for at once', async () => {
    const shopper = await follower(themed);
    await say(shopper, themed, '在吗');
    await tell(
      Array.from({ length: 9 }, () => shopper),
      ['account_kf', 'inbox'],
    );
    expect(await inAccount(shopper, themed)).toHaveLength(5);
    const { rows } = await sql<{ channel: string; count: number }>`
      select channel, count(*)::int as count from messaging.outbound where member_id = ${shopper.memberId} group by 1 order by 1
    `.execute(app.ctx.db);
    expect(rows).toEqual([
      { channel: 'account_kf', count: 5 },
      { channel: 'inbox', count: 4 },
    ]);
  });

  it('gives back what it claimed where WeChat was not reached, and is sent later', async () => {
    const shopper = await follower(themed);
    await say(shopper, themed, '在吗');
    await sandbox('PUT /faults', { busyEvery: 1 });
    expect(await tell([shopper], ['account_kf'])).toMatchObject([{ state: 'queued' }]);
    await sandbox('PUT /faults', { busyEvery: 0 });
    const { rows } = await sql<{ remaining: number }>`
      select remaining from accounts.reply_window w join accounts.follower f using (account_id, openid)
      where f.member_id = ${shopper.memberId} and kind = 'message'
    `.execute(app.ctx.db);
    expect(rows).toEqual([{ remaining: 5 }]);
    await app.advance(15 * 60_000);
    expect(await told([shopper])).toMatchObject([{ channel: 'account_kf', state: 'accepted' }]);
  });
});

describe('a subscribe notice', () => {
  it('is one for each time she allowed it at the account, also when she follows no more', async () => {
    const shopper = await follower(service);
    expect(await tell([shopper], ['account_notice', 'inbox'])).toMatchObject([
      { channel: 'inbox', why: ['account_notice no_consent'] },
    ]);
    for (let times = 0; times < 2; times += 1) {
      await app.advance(60_000);
      await subscribe(shopper, service, 'couponArrived');
    }
    expect(await consentOf(shopper, 'couponArrived')).toEqual([[2, 'left']]);
    expect(await tell([shopper], ['account_notice', 'inbox'])).toMatchObject([
      { channel: 'account_notice', app: service.appid },
    ]);
    const [notice] = await inAccount(shopper, service);
    expect(notice).toMatchObject({ title: '优惠券到账通知', page: expect.stringContaining('m=msg_') });
    await leave(shopper, service);
    await tell([shopper], ['account_notice', 'inbox']);
    expect(await chatOf(shopper, 'service')).toHaveLength(1);
    expect(await consentOf(shopper, 'couponArrived')).toEqual([[0, 'used_up']]);
  });

  it('ends with a no, at once or in the settings of WeChat, and our count with what WeChat says', async () => {
    const shopper = await follower(service);
    await subscribe(shopper, service, 'couponArrived', 'reject');
    expect(await consentOf(shopper, 'couponArrived')).toEqual([[0, 'refused']]);
    await app.advance(60_000);
    await subscribe(shopper, service, 'couponArrived');
    await subscribe(shopper, service, 'couponArrived', 'reject', 'PUT');
    expect(await consentOf(shopper, 'couponArrived')).toEqual([[0, 'refused']]);
    // She switched it off and the push was lost: 43101 says so.
    const other = await follower(service);
    await subscribe(other, service, 'couponArrived');
    await sandbox('PUT /faults', { accountCallbacks: 'lost' });
    await subscribe(other, service, 'couponArrived', 'reject', 'PUT');
    await sandbox('PUT /faults', { accountCallbacks: 'normal' });
    expect(await tell([other], ['account_notice', 'inbox'])).toMatchObject([{ channel: 'inbox', state: 'accepted' }]);
  });

  it('counts an answer once, however often and late it is told', async () => {
    const shopper = await follower(service);
    await sandbox('PUT /faults', { accountCallbacks: 'shuffled' });
    await subscribe(shopper, service, 'couponArrived');
    await subscribe(shopper, service, 'couponExpiring');
    await app.advance(10_000);
    await sandbox('PUT /faults', { accountCallbacks: 'normal' });
    expect(await consentOf(shopper, 'couponArrived')).toEqual([[1, 'left']]);
    expect(await consentOf(shopper, 'couponExpiring')).toEqual([[1, 'left']]);
  });

  it('that was taken and not delivered goes by the next channel', async () => {
    const shopper = await follower(service);
    await subscribe(shopper, service, 'couponArrived');
    await sandbox('PUT /faults', { noticeFails: true });
    await tell([shopper], ['account_notice', 'inbox']);
    await app.advance(5000);
    await sandbox('PUT /faults', { noticeFails: false });
    expect(await told([shopper])).toMatchObject([{ channel: 'inbox', why: ['account_notice channel_refused'] }]);
  });
});

describe('a template message', () => {
  it('tells followers of a certified service account of their own business, and promotes nothing', async () => {
    const [shopper, reader] = [await follower(service), await follower(subscription)];
    const shipped = { templateKey: 'orderShipped', variables: parcel };
    expect(await tell([shopper, reader], ['account_template', 'inbox'], shipped)).toMatchObject([
      { channel: 'account_template', state: 'accepted' },
      { channel: 'inbox', why: ['account_template no_right'] },
    ]);
    expect((await inAccount(shopper, service)).map(({ title }) => title)).toEqual(['订单发货通知']);
    expect(await tell([shopper], ['account_template', 'inbox'])).toMatchObject([
      { channel: 'inbox', why: ['account_template no_content'] },
    ]);
  });

  it('goes by the next channel where the report says that it failed, or the account has no template for it', async () => {
    const shopper = await follower(service);
    await sandbox('PUT /faults', { noticeFails: true });
    const shipped = { templateKey: 'orderShipped', variables: parcel };
    await tell([shopper], ['account_template', 'inbox'], shipped);
    await app.advance(5000);
    await sandbox('PUT /faults', { noticeFails: false });
    expect(await told([shopper])).toMatchObject([{ channel: 'inbox', why: ['account_template channel_refused'] }]);
    const id = { id: service.id };
    const { values } = await api('GET /api/admin/official-accounts/:id/templates', { cookie, params: id });
    await api('PUT /api/admin/official-accounts/:id/templates', {
      cookie,
      params: id,
      body: { values: { ...values, template_orderShipped: null } },
    });
    expect(await tell([shopper], ['account_template', 'inbox'], shipped)).toMatchObject([
      { channel: 'inbox', why: ['account_template no_content'] },
    ]);
    await api('PUT /api/admin/official-accounts/:id/templates', { cookie, params: id, body: { values } });
  });
});

describe('a mass message', () => {
  it('tells many the same by one call, four times a month each, nobody alone, and says what came of it', async () => {
    const crowd = [await follower(themed), await follower(themed), await follower(themed)];
    for (let times = 0; times < 4; times += 1) {
      await tell(crowd, ['account_mass', 'inbox']);
      await app.advance(86_400_000);
    }
    expect((await told(crowd)).map((one) => one?.channel)).toEqual(['account_mass', 'account_mass', 'account_mass']);
    expect(await tell(crowd, ['account_mass', 'inbox'])).toMatchObject([
      { channel: 'inbox', why: ['account_mass channel_cap'] },
      { channel: 'inbox' },
      { channel: 'inbox' },
    ]);
    const { rows } = await sql<Json>`
      select openids, state, total, sent, errors from accounts.mass where account_id = ${themed.id}
    `.execute(app.ctx.db);
    expect(rows).toEqual(
      Array.from({ length: 4 }, () => ({ openids: 3, state: 'sent', total: 3, sent: 3, errors: 0 })),
    );
    const alone = await follower(themed);
    expect(await tell([alone], ['account_mass', 'inbox'])).toMatchObject([{ channel: 'inbox', state: 'accepted' }]);
  });

  it('of a subscription account goes once a day', async () => {
    const crowd = [await follower(subscription), await follower(subscription)];
    expect(await tell(crowd, ['account_mass', 'inbox'])).toMatchObject([
      { channel: 'account_mass' },
      { channel: 'account_mass' },
    ]);
    expect(await tell(crowd, ['account_mass', 'inbox'])).toMatchObject([{ channel: 'inbox' }, { channel: 'inbox' }]);
    await app.advance(86_400_000);
    expect(await tell(crowd, ['account_mass', 'inbox'])).toMatchObject([
      { channel: 'account_mass' },
      { channel: 'account_mass' },
    ]);
  });

  it('that failed as a whole goes by the next channel, also where the report is lost and the platform has to be asked', async () => {
    const crowd = [await follower(themed), await follower(themed)];
    await sandbox('PUT /faults', { noticeFails: true, accountCallbacks: 'lost' });
    await tell(crowd, ['account_mass', 'inbox']);
    expect(await told(crowd)).toMatchObject([{ channel: 'account_mass' }, { channel: 'account_mass' }]);
    await app.advance(15 * 60_000);
    await sandbox('PUT /faults', { noticeFails: false, accountCallbacks: 'normal' });
    expect(await told(crowd)).toMatchObject([{ channel: 'inbox' }, { channel: 'inbox' }]);
  });
});

it('counts them all together: caps and quiet hours of the shop hold here as well, and the page of the account shows them', async () => {
  const shopper = await follower(service, themed);
  await say(shopper, themed, '在吗');
  await subscribe(shopper, service, 'couponArrived');
  await putSetting(app.ctx, governanceSetting, rules(true));
  expect(await tell([shopper], ['account_kf', 'account_notice'])).toMatchObject([{ state: 'queued' }]);
  await putSetting(app.ctx, governanceSetting, { ...rules(false), perDay: 1 });
  expect(await tell([shopper], ['account_kf', 'account_notice'])).toMatchObject([{ state: 'accepted' }]);
  expect(await tell([shopper], ['account_kf', 'account_notice'])).toMatchObject([{ state: 'suppressed' }]);
  const day = (ms: number) => new Date(app.ctx.now().getTime() + 8 * 3_600_000 + ms).toISOString().slice(0, 10);
  const { whole } = await api('GET /api/admin/official-accounts/:id/figures', {
    cookie,
    params: { id: service.id },
    query: { from: day(-30 * 86_400_000), to: day(0) },
  });
  expect(whole.told).toBeGreaterThan(2);
});
