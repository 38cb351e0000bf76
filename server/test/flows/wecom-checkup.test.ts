import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { freePort } from '../../src/launch/ports.ts';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';

// Each fault is planted in the corp, in the shop's gateway or in what is pushed; the sentence is read as an operator reads it.

type Gateway = (request: IncomingMessage, response: ServerResponse, body: string) => void;
let inner = '';
const honest: Gateway = ({ url, method = 'GET' }, response, body) => {
  void fetch(`${inner}${url}`, { method, ...(method === 'GET' ? {} : { body }), redirect: 'manual' }).then(
    async (answer) => {
      response.statusCode = answer.status;
      response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/plain');
      response.end(Buffer.from(await answer.arrayBuffer()));
    },
  );
};
let gateway: Gateway = honest;
const outside = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => gateway(request, response, body));
});
const port = await freePort();
await new Promise<void>((resolve) => outside.listen(port, '127.0.0.1', resolve));
afterAll(() => void outside.close());

const shop = await openShop('小李', `http://127.0.0.1:${port}`);
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
inner = app.running.address;
await app.settle();

const setup = async (fault: object) => sandbox('PUT /faults', fault);
const well = { wecom: 'none', wecomSetup: 'fine', wecomCallbacks: 'normal', down: 'none' };
const examine = async () => {
  const { findings } = await api('POST /api/admin/wecom/checkup', { cookie });
  return new Map(findings.map(({ key, ...finding }) => [key, finding]));
};
/** What it says in Chinese of one prerequisite while a fault is there. */
async function under(fault: object, key: string) {
  await setup(fault);
  const found = (await examine()).get(key);
  await setup(well);
  return { state: found?.state, says: found?.says.zh, mend: found?.mend?.zh };
}

it('says of a corp that nobody looked at yet that nobody did, and finds all that is well and who has not proved her name', async () => {
  expect(await api('GET /api/admin/wecom/checkup', { cookie })).toEqual({ connected: true, at: null, findings: [] });
  const found = await examine();
  const of = (state: string) => [...found].filter(([, one]) => one.state === state).map(([key]) => key);
  expect(of('bad')).toEqual(['real_name']);
  expect(found.get('real_name')).toMatchObject({
    says: { zh: '没有激活或没有实名：导购 04' },
    mend: { zh: expect.stringContaining('实名认证') },
  });
  expect(of('unsure')).toEqual(['receivers', 'pushes', 'mini_program', 'unionid']);
  expect(await api('GET /api/admin/wecom/checkup', { cookie })).toMatchObject({ at: expect.any(String) });
  // What was tried is given back.
  const { codes } = Object(await sandbox('GET /staff'));
  expect(codes).toEqual([]);
  await sandbox('PUT /staff/guide04', { realName: true });
  expect((await examine()).get('real_name')).toMatchObject({ state: 'good', mend: null });
});

it('names what is wrong with the app, and lets wait what needs it', async () => {
  expect(await under({ wecomSetup: 'secret' }, 'token')).toEqual({
    state: 'bad',
    says: '企业微信返回 40001',
    mend: 'Secret 不对：到自建应用里重新复制',
  });
  expect(await under({ wecomSetup: 'secret' }, 'callable')).toMatchObject({
    state: 'unsure',
    says: '先解决「企业可信 IP」',
  });
  expect(await under({ wecom: 'ip' }, 'trusted_ip')).toMatchObject({
    state: 'bad',
    mend: '把服务器的 IP 127.0.0.1 加进应用的「企业可信 IP」',
  });
  expect((await under({ wecomSetup: 'agent' }, 'app')).mend).toContain('两者要来自同一个自建应用');
  expect(await under({ wecomSetup: 'closed' }, 'app')).toMatchObject({
    says: expect.stringContaining('被停用了'),
    mend: expect.stringContaining('启用'),
  });
  expect(await under({ wecomSetup: 'range' }, 'visible_range')).toMatchObject({
    says: '应用看不到任何成员',
    mend: expect.stringContaining('可见范围'),
  });
  await setup({ wecom: 'forbidden' });
  const forbidden = await examine();
  await setup(well);
  expect(forbidden.get('trusted_ip')?.mend?.zh).toContain('可调用接口的应用');
  expect(await under({ down: 'wecom' }, 'token')).toMatchObject({ state: 'bad', mend: '连不上企业微信' });
  expect(await under({ wecomSetup: 'domain' }, 'domain')).toMatchObject({
    says: `应用的可信域名是 old-shop.example.com，商城在 127.0.0.1:${port}`,
    mend: expect.stringContaining(`设置可信域名 127.0.0.1:${port}`),
  });
  expect(await under({ wecomSetup: 'ticket' }, 'tickets')).toMatchObject({ state: 'bad', says: '企业微信返回 48002' });
  const found = await examine();
  expect([found.get('domain')?.state, found.get('tickets')?.state]).toEqual(['good', 'good']);
});

it('takes nobody for gone because the app may see nobody, and says what was read', async () => {
  const there = async () => {
    const { rows } = await sql`select userid from scrm.staff where gone_at is null`.execute(app.ctx.db);
    return rows.length;
  };
  const before = await there();
  await setup({ wecomSetup: 'range' });
  await app.advance(7 * 3_600_000);
  await setup(well);
  const { rows } = await sql<{ trouble: { zh: string } | null }>`select trouble from scrm.corp`.execute(app.ctx.db);
  expect([before > 0, await there()]).toEqual([true, before]);
  expect(rows[0]?.trouble?.zh).toContain('应用的可见范围');
});

it('tells a gateway that is away, one that asks for a login and one that adds a line from an address that echoes', async () => {
  const echo = async () => (await examine()).get('echo');
  expect(await echo()).toMatchObject({ state: 'good', mend: null });
  gateway = (_request, response) => void response.writeHead(302, { location: '/login' }).end();
  expect(await echo()).toMatchObject({ state: 'bad', says: { zh: expect.stringContaining('返回了 HTTP 302') } });
  gateway = (_request, response) => void response.end('<html>欢迎</html>');
  expect((await echo())?.mend?.zh).toContain('不要加页头页尾');
  gateway = (request) => void request.socket.destroy();
  expect(await echo()).toMatchObject({ state: 'bad', says: { zh: expect.stringContaining('打不开') } });
  expect((await echo())?.mend?.zh).toContain('反向代理');
  gateway = honest;
});

it('tells pushes that another Token signed and pushes that never come from those that arrive', async () => {
  const coupon = await createCoupon(app.ctx);
  const { id } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        ...{ name: '货架', staff: [{ who: 'guide01', weight: 1, perDay: null }] },
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好', welcomeBought: null, coupon: coupon.id, couponFor: 'everyone', remark: null, tags: null },
      },
    },
  });
  await app.settle();
  const way = await api('GET /api/admin/contact-ways/:id', { cookie, params: { id } });
  const key = await shop.keyOf(way.staff[0]?.picture);
  const add = async () => {
    const shopper = await newShopper(shop);
    await sandbox(`POST /shoppers/${shopper.wechatId}/contact-ways/${key}`, { userid: 'guide01' });
    await app.settle();
    return shopper;
  };

  await setup({ wecomSetup: 'token' });
  await add();
  await setup(well);
  const signed = (await examine()).get('pushes');
  expect(signed?.says.zh).toContain('签名对不上');
  expect(signed?.mend?.zh).toContain('EncodingAESKey');

  // Never a word of WeCom's, and the nightly comparison finds people.
  await sql`update scrm.corp set refused_at = null`.execute(app.ctx.db);
  await setup({ wecomCallbacks: 'lost' });
  await add();
  await app.advance(18 * 3_600_000);
  const lost = (await examine()).get('pushes');
  expect(lost).toMatchObject({ state: 'bad', says: { zh: expect.stringContaining('一条推送都没有来') } });
  expect(lost?.mend?.zh).toContain('设置 API 接收');

  await setup(well);
  const told = async ({ wechatId }: { readonly wechatId: string }) => {
    const { chats } = Object(await sandbox(`GET /shoppers/${wechatId}/chats`));
    return chats.flatMap(({ notices }: { notices: { title: string }[] }) => notices.map(({ title }) => title));
  };
  await setup({ wecomSetup: 'mini-program' });
  const plain = await add();
  // The card is refused; the words arrive all the same.
  expect(await told(plain)).toEqual(['你好']);
  await setup(well);
  const found = await examine();
  expect(found.get('pushes')?.state).toBe('good');
  expect(found.get('mini_program')).toMatchObject({
    state: 'bad',
    mend: { zh: expect.stringContaining('关联小程序') },
  });
  expect(found.get('unionid')?.state).toBe('good');
  expect(await told(await add())).toHaveLength(2);
  expect((await examine()).get('mini_program')?.state).toBe('good');

  const [main] = app.config.wechat.apps;
  await sandbox(`PUT /apps/${main.appid}/open-platform`, { bound: false });
  expect((await examine()).get('unionid')).toMatchObject({
    state: 'bad',
    mend: { zh: expect.stringContaining('绑定微信开放平台账号') },
  });
  await sandbox('PUT /staff/guide01', { canContact: false });
  expect((await examine()).get('receivers')).toMatchObject({
    state: 'bad',
    says: { zh: '不能添加客户：导购 01' },
  });
});
