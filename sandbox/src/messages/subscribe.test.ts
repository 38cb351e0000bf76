import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, recordsOf, type TestSandbox, testSandbox } from '../testing.ts';
import { isRecord, type Json } from '../world/json.ts';
import { templates } from './template.ts';

let sandbox: TestSandbox;
let care = '';
let coupon = '';
let shipped = '';
beforeAll(async () => {
  sandbox = await testSandbox();
  care = sandbox.app.templates.careReminder ?? '';
  coupon = sandbox.app.templates.couponArrived ?? '';
  shipped = sandbox.app.templates.orderShipped ?? '';
});
afterAll(async () => sandbox.close());

const data = {
  thing1: { value: '保鲜与做法' },
  thing2: { value: '红颜草莓' },
  time3: { value: '2026年11月24日 10:00' },
  thing4: { value: '冷藏 3 天内吃完' },
};

async function send(touser: string, changes: Json = {}) {
  const body = { touser, template_id: care, page: 'orders/pages/order?id=ord_1', data, ...changes };
  return (await sandbox.mpWithToken('POST', '/cgi-bin/message/subscribe/send', body)).body;
}

async function subscribe(id: string, body: Json) {
  return (await sandbox.api('POST', `/shoppers/${id}/subscribe`, body)).body;
}

async function chats(id: string) {
  return recordsOf((await sandbox.api('GET', `/shoppers/${id}/chats`)).body, 'chats');
}

describe('grants', () => {
  test('each accept is one message; without a grant 43101', async () => {
    const shopper = await sandbox.newShopper();
    expect((await send(shopper.openid)).errcode).toBe(43101);
    for (let i = 0; i < 2; i++) await subscribe(shopper.id, { templateIds: [care], answer: 'accept' });
    expect((await send(shopper.openid)).errcode).toBe(0);
    expect((await send(shopper.openid)).errcode).toBe(0);
    expect((await send(shopper.openid)).errcode).toBe(43101);
  });

  test('a grant is for one template and one shopper', async () => {
    const [one, other] = [await sandbox.newShopper(), await sandbox.newShopper()];
    await subscribe(one.id, { templateIds: [coupon], answer: 'accept' });
    expect((await send(one.openid)).errcode).toBe(43101);
    expect((await send(other.openid)).errcode).toBe(43101);
  });

  test('a refusal grants nothing and takes nothing; an answer may differ per template', async () => {
    const shopper = await sandbox.newShopper();
    await subscribe(shopper.id, { templateIds: [care], answer: 'accept' });
    const answer = await subscribe(shopper.id, { templateIds: [care, coupon], answer: { [coupon]: 'accept' } });
    expect(answer).toEqual({ errMsg: 'requestSubscribeMessage:ok', [care]: 'reject', [coupon]: 'accept' });
    expect((await send(shopper.openid)).errcode).toBe(0);
    expect((await send(shopper.openid)).errcode).toBe(43101);
  });

  test('“总是保持以上选择” answers for the shopper from then on; each ask still gives one grant', async () => {
    const shopper = await sandbox.newShopper();
    await subscribe(shopper.id, { templateIds: [care], answer: 'accept', always: true });
    const again = await subscribe(shopper.id, { templateIds: [care], answer: 'reject' });
    expect(again[care]).toBe('accept');
    const setting = (await sandbox.api('GET', `/shoppers/${shopper.id}/subscribe-setting?ids=${care},${coupon}`)).body;
    expect(setting.itemSettings).toEqual({ [care]: 'accept' });
    expect(recordsOf(setting, 'templates').map(({ title }) => title)).toEqual(['服务提醒', '优惠券到账通知']);
    expect([
      (await send(shopper.openid)).errcode,
      (await send(shopper.openid)).errcode,
      (await send(shopper.openid)).errcode,
    ]).toEqual([0, 0, 43101]);
  });

  test('turning a template off in the settings ends its grants; forgetting the answer asks again', async () => {
    const shopper = await sandbox.newShopper();
    await subscribe(shopper.id, { templateIds: [care], answer: 'accept' });
    await sandbox.api('PUT', `/shoppers/${shopper.id}/subscribe-setting`, { templateId: care, answer: 'reject' });
    expect((await send(shopper.openid)).errcode).toBe(43101);
    expect((await subscribe(shopper.id, { templateIds: [care], answer: 'accept' }))[care]).toBe('reject');
    await sandbox.api('PUT', `/shoppers/${shopper.id}/subscribe-setting`, { templateId: care, answer: null });
    expect((await subscribe(shopper.id, { templateIds: [care], answer: 'accept' }))[care]).toBe('accept');
    expect((await send(shopper.openid)).errcode).toBe(0);
  });

  test('the sheet’s own errors: none, too many, unknown templates', async () => {
    const shopper = await sandbox.newShopper();
    const six = templates.slice(0, 6).map(({ key }) => sandbox.app.templates[key]);
    expect((await subscribe(shopper.id, { templateIds: [], answer: 'accept' })).errCode).toBe(10001);
    expect((await subscribe(shopper.id, { templateIds: six, answer: 'accept' })).errCode).toBe(20003);
    expect((await subscribe(shopper.id, { templateIds: six.slice(1), answer: 'accept' })).errCode).toBeUndefined();
    expect((await subscribe(shopper.id, { templateIds: ['none'], answer: 'accept' })).errCode).toBe(20001);
  });

  test('a main switch that is off, and templates banned or filtered, grant nothing', async () => {
    const shopper = await sandbox.newShopper();
    for (const [switched, expected] of [
      ['switched-off', { errCode: 20004 }],
      ['ban', { [care]: 'ban' }],
      ['filter', { [care]: 'filter' }],
    ] as const) {
      await sandbox.faults({ subscribe: switched });
      expect(await subscribe(shopper.id, { templateIds: [care], answer: 'accept' })).toMatchObject(expected);
    }
    await sandbox.faults({ subscribe: 'ask' });
    expect((await send(shopper.openid)).errcode).toBe(43101);
  });
});

describe('sending', () => {
  test('a notice shows the template’s title and fields and opens its page, unread until read', async () => {
    const shopper = await sandbox.newShopper();
    await subscribe(shopper.id, { templateIds: [care], answer: 'accept' });
    await send(shopper.openid, { page: '/orders/pages/order?id=ord_9' });
    const [chat] = await chats(shopper.id);
    expect(chat).toMatchObject({ id: 'service', name: '服务通知', unread: 1 });
    const [notice] = recordsOf(chat ?? {}, 'notices');
    expect(notice).toMatchObject({ title: '服务提醒', page: 'orders/pages/order?id=ord_9' });
    expect(recordsOf(notice ?? {}, 'fields')[1]).toEqual({ label: '商品名称', value: '红颜草莓' });
    await sandbox.api('POST', `/shoppers/${shopper.id}/chats/read`, { chat: 'service' });
    expect((await chats(shopper.id))[0]?.unread).toBe(0);
  });

  test('a wrong value is 47003 with the field’s name, and uses no grant', async () => {
    const shopper = await sandbox.newShopper();
    await subscribe(shopper.id, { templateIds: [care], answer: 'accept' });
    const wrong: readonly (readonly [string, Json])[] = [
      ['thing1', { ...data, thing1: { value: '这是一个超过二十个字符限制的非常非常长的内容' } }],
      ['thing2', { ...data, thing2: '红颜草莓' }],
      ['time3', { ...data, time3: { value: '明天上午' } }],
      ['thing4', { thing1: data.thing1, thing2: data.thing2, time3: data.time3 }],
      ['thing4', { ...data, thing4: { value: 5 } }],
      ['thing9', { ...data, thing9: { value: 'x' } }],
    ];
    for (const [key, fields] of wrong) {
      const answer = await send(shopper.openid, { data: fields });
      expect(answer.errcode).toBe(47003);
      expect(answer.errmsg).toContain(`data.${key}.value invalid`);
    }
    expect((await send(shopper.openid)).errcode).toBe(0);
  });

  test('unknown openid, template and page have their own codes', async () => {
    const shopper = await sandbox.newShopper();
    expect((await send('oSBXnobody')).errcode).toBe(40003);
    expect((await send(shopper.openid, { template_id: 'x' })).errcode).toBe(40037);
    expect((await send(shopper.openid, { page: 'https://example.com' })).errcode).toBe(41030);
    expect((await send(shopper.openid, { miniprogram_state: 'beta' })).errcode).toBe(47003);
  });

  test('the quota and down switches answer for every call', async () => {
    const shopper = await sandbox.newShopper();
    await sandbox.faults({ quota: '45009' });
    expect((await send(shopper.openid)).errcode).toBe(45009);
    await sandbox.faults({ quota: '45011' });
    expect((await send(shopper.openid)).errcode).toBe(45011);
    await sandbox.faults({ quota: 'none', down: 'mini-program' });
    expect((await sandbox.mp('GET', '/cgi-bin/token')).status).toBe(502);
    await sandbox.faults({ down: 'none', busyEvery: 1 });
    expect((await sandbox.mp('GET', '/cgi-bin/token')).body.errcode).toBe(-1);
    await sandbox.faults({ busyEvery: 0 });
  });

  test('the template list gives ids and contents', async () => {
    const answer = (await sandbox.mpWithToken('GET', '/wxaapi/newtmpl/gettemplate')).body;
    const listed = recordsOf(answer, 'data').find(({ priTmplId }) => priTmplId === shipped);
    expect(listed).toMatchObject({ title: '订单发货通知', type: 2 });
    expect(listed?.content).toContain('快递单号:{{character_string4.DATA}}');
  });
});

test('every template’s example is one the platform would take', async () => {
  const shopper = await sandbox.newShopper();
  for (const template of templates) {
    const id = sandbox.app.templates[template.key];
    await subscribe(shopper.id, { templateIds: [id], answer: 'accept' });
    const fields = Object.fromEntries(template.fields.map(({ key, example }) => [key, { value: example }]));
    expect((await send(shopper.openid, { template_id: id, data: fields })).errcode).toBe(0);
  }
  expect(at((await sandbox.api('GET', `/shoppers/${shopper.id}`)).body, 'unread')).toBe(templates.length);
  expect(isRecord((await chats(shopper.id))[0])).toBe(true);
});
