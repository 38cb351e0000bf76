import { describe, expect, it } from 'vitest';
import { nothing, smallShop } from './shop.ts';
import { openWeapp, packageBytes } from './weapp.ts';

describe('the compiled mini program', () => {
  it('launches, signs in once and lists products', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    expect(weapp.text()).toContain('时令水果');
    expect(weapp.requests.filter((request) => request === 'POST /api/shop/session')).toHaveLength(1);
    expect(weapp.calls.filter(({ call }) => call === 'login')).toHaveLength(1);
  });

  it('signs in again, once for all pages that ask, when the session ran out', async () => {
    const weapp = openWeapp(smallShop({ forgets: 1 }));
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    expect(weapp.requests.filter((request) => request === 'POST /api/shop/session')).toHaveLength(2);
  });

  it('opens a product by a tap, and puts it into the cart', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    await weapp.tap('丹东 99 红颜草莓');
    expect(weapp.page()).toBe('pages/product/detail');
    await weapp.sees('不要提前洗');
    await weapp.tap('加入购物车');
    await weapp.tap('购物车');
    expect(weapp.page()).toBe('pages/cart/index');
    await weapp.sees('结算');
    expect(weapp.text()).toContain('丹东 99 红颜草莓');
    expect(weapp.requests).toContain('PUT /api/shop/cart/sku_1');
  });

  it('says that the shop cannot be reached, and offers another try', async () => {
    const weapp = openWeapp(nothing);
    await weapp.launch();
    await weapp.sees('再试一次');
  });

  it('keeps its main package, which is all of it, below 1 MiB', () => {
    expect(packageBytes()).toBeGreaterThan(100_000);
    expect(packageBytes()).toBeLessThanOrEqual(1024 * 1024);
  });
});
