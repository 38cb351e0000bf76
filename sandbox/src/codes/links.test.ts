import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import type { Json } from '../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

const page = 'home/pages/home';
const asked = async (endpoint: string, body: Json) =>
  (await sandbox.mpWithToken('POST', `/wxa/${endpoint}`, body)).body;
const urlLink = async (changes: Json) =>
  asked('generate_urllink', { path: page, query: 'scene=0a1b', expire_type: 1, expire_interval: 30, ...changes });
const opened = async (link: string) => {
  const { pathname } = new URL(link);
  const answer = await fetch(`${sandbox.url()}${pathname}`, { redirect: 'manual' });
  const target = new URL(answer.headers.get('location') ?? '', sandbox.url());
  return [answer.status, target.searchParams.get('page')];
};

test('a link opens a phone on its page with its query, for thirty days', async () => {
  const made = await urlLink({});
  expect(made).toMatchObject({ errcode: 0 });
  const link = String(made.url_link);
  expect(await opened(link)).toEqual([302, `${page}?scene=0a1b`]);
  await sandbox.moveClock(29 * 86_400_000);
  expect((await opened(link))[0]).toBe(302);
  await sandbox.moveClock(2 * 86_400_000);
  expect((await opened(link))[0]).toBe(404);
});

test('a short link and a scheme open the same', async () => {
  const short = await asked('genwxashortlink', {
    page_url: `${page}?scene=0a1b`,
    page_title: '货架',
    is_permanent: false,
  });
  expect(await opened(String(short.link))).toEqual([302, `${page}?scene=0a1b`]);
  const scheme = await asked('generatescheme', {
    jump_wxa: { path: page, query: 'scene=x' },
    expire_type: 1,
    expire_interval: 1,
  });
  expect(String(scheme.openlink)).toMatch(/^weixin:\/\/dl\/business\/\?t=[\w-]+$/);
});

test('links follow the platform’s rules', async () => {
  expect((await urlLink({ path: 'no/pages/such' })).errcode).toBe(40165);
  expect((await urlLink({ query: '优惠' })).errcode).toBe(85402);
  expect((await urlLink({ query: 'x'.repeat(1025) })).errcode).toBe(85402);
  expect((await urlLink({ expire_interval: 31 })).errcode).toBe(85401);
  expect((await urlLink({ expire_type: 0 })).errcode).toBe(85401);
  expect((await asked('genwxashortlink', { page_url: '', page_title: 'x' })).errcode).toBe(40066);
  expect((await asked('genwxashortlink', { page_url: 'no/pages/such?a=1', page_title: 'x' })).errcode).toBe(40165);
});
