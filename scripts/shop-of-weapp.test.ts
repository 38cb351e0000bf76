import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nameWeapp, shopOfWeapp } from './shop-of-weapp.mjs';

const api = 'https://shop.example.com/';
const answers = (body: object, status = 200) => {
  const asked: string[] = [];
  const get = async (address: string | URL | Request) => {
    asked.push(String(address));
    return Response.json(body, { status });
  };
  return { asked, get };
};
const shop = { name: '林记鲜果', miniProgram: { appid: 'wx0123456789abcdef', name: '林记' } };

it('is the shop that the address says, by the mini program that its server knows', async () => {
  const { asked, get } = answers(shop);
  expect(await shopOfWeapp({ HUOSHUI_API: api }, get)).toEqual({ name: '林记鲜果', appid: 'wx0123456789abcdef' });
  expect(asked).toEqual(['https://shop.example.com/api/shop/settings']);
});

it('of the played phone is nobody’s', async () => {
  expect(await shopOfWeapp({ HUOSHUI_API: 'sandbox' })).toBeNull();
  expect(await shopOfWeapp({})).toBeNull();
});

it('is not guessed where no shop answers: the build says what to do, and takes what is named', async () => {
  for (const { get } of [answers({}, 503), answers({ name: '林记' }), answers({ ...shop, miniProgram: null })])
    await expect(shopOfWeapp({ HUOSHUI_API: api }, get)).rejects.toThrow('HUOSHUI_APPID');
  const named = { HUOSHUI_API: api, HUOSHUI_APPID: 'wx1', HUOSHUI_NAME: '别家' };
  expect(await shopOfWeapp(named, answers({}, 503).get)).toEqual({ name: '别家', appid: 'wx1' });
});

it('stands in the project that is uploaded and above the front page, and everything else stays', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weapp-'));
  mkdirSync(path.join(folder, 'home/pages'), { recursive: true });
  const write = (file: string, content: object) => writeFileSync(path.join(folder, file), JSON.stringify(content));
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  write('app.json', {
    pages: ['home/pages/home'],
    window: { navigationBarTitleText: '活水鲜生', backgroundColor: '#fff' },
  });
  write('home/pages/home.json', { navigationBarTitleText: '活水鲜生', enablePullDownRefresh: true });
  write('project.config.json', { appid: 'touristappid', compileType: 'miniprogram' });
  nameWeapp(folder, { name: '林记鲜果', appid: 'wx1' });
  expect(read('app.json')).toEqual({
    pages: ['home/pages/home'],
    window: { navigationBarTitleText: '林记鲜果', backgroundColor: '#fff' },
  });
  expect(read('home/pages/home.json')).toMatchObject({
    navigationBarTitleText: '林记鲜果',
    enablePullDownRefresh: true,
  });
  expect(read('project.config.json')).toMatchObject({
    appid: 'wx1',
    projectname: '林记鲜果',
    compileType: 'miniprogram',
  });
});
