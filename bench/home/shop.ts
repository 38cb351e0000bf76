import path from 'node:path';
import { createApi } from '../../rehearsal/src/api.ts';
import { loadShop } from '../../rehearsal/src/load-shop.ts';
import { createPhone } from '../../rehearsal/src/phone.ts';
import { block, defaultPages } from '../../server/src/domains/pages/default-pages.ts';
import { productRoot } from '../../server/src/launch/product.ts';
import type { Product } from '../wecom/product.ts';

const SHOPPERS = 40;
const NEWCOMERS = { for: 'some', who: { not: { kind: 'paid_orders', values: { atLeast: 1, days: null } } } };

/** What she may be shown on a home that was composed for her: half of it hers alone, some of it for some people only. */
const more = [
  block('personal', 'personal', { title: '为你留的', text: '按你的口味', most: 6 }),
  block('next', 'products', { title: '快吃完了', source: 'next', most: 10 }),
  block('fresh', 'products', { title: '刚到的', source: 'new', most: 20 }),
  block('promoted', 'products', { title: '有优惠的', source: 'promoted', most: 20 }),
  block('again', 'products', { title: '再看看', source: 'guess', most: 20, shape: 'grid' }, NEWCOMERS),
  block('second', 'personal', { title: '新朋友看这里', text: null, most: 10 }, NEWCOMERS),
  block('opening', 'countdown', { title: '新年上新', day: '2035-01-01', minute: 600 }),
  block('late', 'countdown', { title: '周年庆', day: '2035-05-01', minute: 600 }, NEWCOMERS),
];

/** The demo's shelves with a home of twenty blocks; sessions of those who open it. */
export async function fillHome({ url, cookie, admin }: Product): Promise<readonly string[]> {
  const api = createApi(url);
  await loadShop(api, cookie, url, { assets: path.join(productRoot, 'rehearsal/assets') });
  const { id } = await admin('POST /pages', { name: '二十块首页', kind: 'home' });
  const saved = await admin(`PUT /pages/${String(id)}`, {
    name: '二十块首页',
    blocks: [...defaultPages.home, ...more],
  });
  await admin(`POST /pages/${String(id)}/publication`, { saves: saved.saves, startsAt: null, endsAt: null });
  const phone = createPhone(url);
  const [app] = await phone.miniPrograms();
  const tokens: string[] = [];
  for (let n = 0; n < SHOPPERS; n += 1) {
    const { id: wechatId } = await phone.create(`顾客 ${n + 1}`);
    const code = await phone.loginCode(wechatId, app);
    tokens.push((await api('POST /api/shop/session', { body: { code, ...(app ? { app } : {}) } })).token);
  }
  return tokens;
}
