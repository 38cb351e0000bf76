import { randomUUID } from 'node:crypto';
import type { AnswerOf, RouteKey } from '@huoshui/contracts/client';
import { type Api, type CallOptions, Refused } from './api.ts';
import type { Persona } from './persona.ts';
import type { Phone } from './phone.ts';
import type { Random } from './random.ts';

export type Goods = { readonly productId: string; readonly categoryId: string; readonly skuIds: readonly string[] };

/** One of the shop's, with WeChat's template ids by purpose: they belong to the app. */
export type MiniProgram = { readonly appid: string; readonly templates: Readonly<Record<string, string>> };

export type World = {
  readonly api: Api;
  readonly phone: Phone;
  readonly now: () => Date;
  readonly goods: readonly Goods[];
  readonly miniPrograms: readonly MiniProgram[];
  readonly takeable: readonly string[];
  readonly tally: Tally;
  /** Event batches that were sent and not answered yet. */
  readonly underWay: Promise<unknown>[];
};

export type Tally = { sessions: number; orders: number; paid: number; opened: number; events: number; refused: number };

type Event = {
  id: string;
  name: string;
  ts: string;
  page?: string;
  session: string;
  productId?: string;
  categoryId?: string;
  props?: Record<string, string | number>;
};

/** One simulated shopper with her phone: everything she does goes through the public API and the sandbox. */
export class Shopper {
  readonly persona: Persona;
  readonly #world: World;
  readonly #random: Random;
  readonly #wechatId: string;
  /** The mini program she found the shop by, and stays with. */
  readonly #app: MiniProgram;
  #token = '';
  #addressId = '';
  #purchases = 0;
  /** Day of the story on which she buys by herself; null: not any more. */
  nextDay: number | null;

  constructor(
    world: World,
    random: Random,
    persona: Persona,
    { wechatId, app, joinDay }: { wechatId: string; app: MiniProgram; joinDay: number },
  ) {
    this.#world = world;
    this.#random = random;
    this.#wechatId = wechatId;
    this.#app = app;
    this.persona = persona;
    const first = persona.nextPurchase(random, 0);
    this.nextDay = first === null ? null : joinDay + Math.min(first, random.between(0, 3));
  }

  get wechatId(): string {
    return this.#wechatId;
  }

  /** The first time, signed in: she looks around, takes what is offered, perhaps leaves her number. */
  async arrive(): Promise<void> {
    await this.browse('首次到访');
    const { phone, takeable } = this.#world;
    for (const id of this.#random.chance(this.persona.takesCoupons) ? this.#random.some(takeable, 2) : [])
      await this.#quietly(async () =>
        this.#ask('POST /api/shop/coupon-center/:id', { params: { id }, key: `take-${id}` }),
      );
    if (this.#random.chance(0.5)) {
      const code = await phone.phoneCode(this.#wechatId, this.#app.appid);
      const bound = await this.#ask('POST /api/shop/me/phone', { body: { code } });
      this.#token = bound.token;
    }
  }

  /** Looks at some products and leaves. */
  async browse(why: string): Promise<void> {
    const seen = this.#random.some(this.#world.goods, this.#random.between(1, 5));
    this.#track([
      { name: 'page_view', page: 'pages/home/index', props: { why } },
      ...seen.map((g) => ({
        name: 'product_view',
        page: 'catalog/pages/product',
        productId: g.productId,
        categoryId: g.categoryId,
      })),
    ]);
  }

  /** Buys a basket: quote with the best coupons, order, pay, and says whether she may be told more. */
  async buy(day: number): Promise<void> {
    const { phone, goods, tally } = this.#world;
    const [least, most] = this.persona.basket;
    const basket = this.#random.some(goods, this.#random.between(least, most));
    const lines = basket.map((g) => ({
      skuId: this.#random.pick(g.skuIds) ?? '',
      quantity: this.#random.chance(0.25) ? 2 : 1,
    }));
    this.#track([
      { name: 'page_view', page: 'pages/home/index' },
      ...basket.map((g) => ({
        name: 'product_view',
        page: 'catalog/pages/product',
        productId: g.productId,
        categoryId: g.categoryId,
      })),
      ...basket.map((g) => ({
        name: 'cart_add',
        page: 'catalog/pages/product',
        productId: g.productId,
        categoryId: g.categoryId,
      })),
      { name: 'checkout', page: 'pages/checkout/index' },
    ]);
    this.#plan(day);
    // Some leave at the checkout; that is what a funnel is for.
    if (this.#random.chance(0.12)) return;
    const placed = await this.#quietly(async () => {
      const quote = await this.#ask('POST /api/shop/quote', { body: { lines } });
      return this.#ask('POST /api/shop/orders', {
        body: { lines, offers: quote.chosen, addressId: await this.#address(), expectedPayable: quote.payable },
        key: `order-${randomUUID()}`,
      });
    });
    if (!placed) return;
    tally.orders += 1;
    if (this.#random.chance(0.05)) return; // thinks better of it; the order closes by itself
    const params = await this.#ask('POST /api/shop/orders/:id/payment', { params: { id: placed.id } });
    if (await phone.pay(this.#wechatId, params, this.#app.appid)) tally.paid += 1;
    this.#purchases += 1;
    this.#plan(day);
    await this.#allowMessages();
    if (this.#random.chance(0.03))
      await this.#quietly(async () =>
        this.#ask('POST /api/shop/orders/:id/refunds', {
          params: { id: placed.id },
          body: { reason: '不想要了' },
          key: `refund-${placed.id}`,
        }),
      );
  }

  /** Reads the notices on her phone; opens some; a coupon in one may make her buy. */
  async readNotices(day: number): Promise<void> {
    const notices = await this.#world.phone.readNotices(this.#wechatId);
    for (const { page } of notices) {
      if (!this.#random.chance(this.persona.opensNotices)) continue;
      const id = /[?&]m=([\w]+)/.exec(page)?.[1];
      if (id) await this.#quietly(async () => this.#ask('POST /api/shop/message-opens', { body: { id } }));
      this.#world.tally.opened += 1;
      this.#track([{ name: 'page_view', page: page.split('?')[0] ?? page, props: { from: 'notice' } }]);
      if (page.startsWith('coupons/pages') && this.#random.chance(this.persona.followsCoupon)) await this.buy(day);
    }
  }

  #plan(day: number): void {
    const gap = this.persona.nextPurchase(this.#random, this.#purchases);
    this.nextDay = gap === null ? null : day + Math.max(1, gap);
  }

  async signIn(): Promise<void> {
    const { appid: app } = this.#app;
    const code = await this.#world.phone.loginCode(this.#wechatId, app);
    const { token } = await this.#world.api('POST /api/shop/session', { body: { code, app, source: 'rehearsal' } });
    this.#token = token;
  }

  async #address(): Promise<string> {
    if (this.#addressId) return this.#addressId;
    const body = {
      name: '模拟收货人',
      phone: '13800000000',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      street: '模拟路 1 号',
    };
    this.#addressId = (await this.#ask('POST /api/shop/addresses', { body })).id;
    return this.#addressId;
  }

  /** Asked right after the payment, as the shop does. */
  async #allowMessages(): Promise<void> {
    const { appid, templates } = this.#app;
    const ids = ['careReminder', 'couponArrived', 'orderShipped'].flatMap((key) => templates[key] ?? []);
    const willing = this.#random.chance(this.persona.allowsMessages);
    const answers = await this.#world.phone.subscribe(this.#wechatId, ids, willing, appid);
    await this.#ask('POST /api/shop/subscriptions', { body: { moment: 'order_paid', answers } });
  }

  #track(events: readonly Omit<Event, 'id' | 'ts' | 'session'>[]): void {
    const { now, tally, underWay } = this.#world;
    const session = randomUUID();
    const start = now().getTime() - events.length * 9000;
    const batch = events.map((event, i) => ({
      ...event,
      id: randomUUID(),
      ts: new Date(start + i * 9000).toISOString(),
      session,
    }));
    tally.sessions += 1;
    tally.events += batch.length;
    // As the storefront does, she goes on while her events are on their way; the story waits for them at the hour's end.
    underWay.push(this.#ask('POST /collect', { body: { sentAt: now().toISOString(), events: batch } }));
  }

  /** As the storefront does: a session that has run out is opened anew, and she notices nothing. */
  async #ask<K extends RouteKey>(route: K, options: CallOptions<K>): Promise<AnswerOf<K>> {
    const { api } = this.#world;
    try {
      return await api(route, { ...options, token: this.#token });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      await this.signIn();
      return api(route, { ...options, token: this.#token });
    }
  }

  /** A refusal of the shop (sold out, coupon gone, price changed) is part of the story; she goes on without. */
  async #quietly<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      this.#world.tally.refused += 1;
      return null;
    }
  }
}
