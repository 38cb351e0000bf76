import { randomUUID } from 'node:crypto';
import { bargain } from './bargain.ts';
import { buyTogether } from './buy-together.ts';
import { cardInParcels, codeMet, posterOfGroups } from './codes.ts';
import { giveNumberBack, heedBroadcast, heedMoment, heedStaff, heedText } from './heed.ts';
import { checkout, home, OpenMiniProgram, onProduct, sawCoupons } from './mini-program.ts';
import type { Persona } from './persona.ts';
import type { Random } from './random.ts';
import { reviewOne } from './review.ts';
import { sayBirthday } from './say-birthday.ts';
import { takeInFlashSale } from './take-in-flash-sale.ts';
import type { Goods, MiniProgram, World } from './world.ts';

/** Of those who come back after a parcel, so many by the card that lay in it. */
const PARCEL_CARD = 0.25;
/** Of those who waited for something, hear that it is back and look at it, so many buy it. */
const COMES_FOR_IT = 0.6;
/** More than anybody has: fewer are used where fewer may be. */
const ALL_POINTS = 1_000_000;

/** One simulated shopper with her phone: everything she does goes through the public API and the sandbox. */
export class Shopper {
  readonly persona: Persona;
  readonly #world: World;
  readonly #random: Random;
  readonly #program: OpenMiniProgram;
  /** Dice of their own: which codes she meets changes nothing else of her. */
  readonly #codes: Random;
  #addressId = '';
  #purchases = 0;
  #visits = 0;
  /** What she bought last, and a request of hers that is open. */
  #bought: string | null = null;
  #asked: string | null = null;
  /** What she asked to be told of when it is back. */
  #waitsFor: Goods | null = null;
  /** Day of the story on which she buys by herself; null: not any more. */
  nextDay: number | null;

  constructor(
    world: World,
    random: Random,
    persona: Persona,
    { wechatId, app, joinDay, codes }: { wechatId: string; app: MiniProgram; joinDay: number; codes: Random },
  ) {
    this.#codes = codes;
    this.#world = world;
    this.#random = random;
    this.#program = new OpenMiniProgram(world, wechatId, app);
    this.persona = persona;
    const first = persona.nextPurchase(random, 0);
    this.nextDay = first === null ? null : joinDay + Math.min(first, random.between(0, 3));
  }

  get wechatId(): string {
    return this.#program.wechatId;
  }

  get hasBought(): boolean {
    return this.#purchases > 0;
  }

  /** The first time, signed in: she looks around, takes what is offered, perhaps leaves her number. */
  async arrive(): Promise<void> {
    const code = codeMet(this.#codes);
    if (code !== null) await this.#program.scan(code);
    await this.browse('首次到访');
    const { phone, takeable } = this.#world;
    for (const id of this.#random.chance(this.persona.takesCoupons) ? this.#random.some(takeable, 2) : []) {
      const from = this.#place();
      this.#program.track([home, sawCoupons(from, [id])]);
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/coupon-center/:id', { params: { id }, query: { from }, key: `take-${id}` }),
      );
    }
    if (this.#random.chance(0.5)) {
      const code = await phone.phoneCode(this.wechatId, this.#program.app.appid);
      const bound = await this.#program.ask('POST /api/shop/me/phone', { body: { code } });
      await this.#program.signIn(bound.token);
      await giveNumberBack(phone, this.wechatId);
    }
    // Some come in by the poster of the groups before they have bought anything. No dice, as below.
    if (Number.parseInt(this.wechatId.slice(-2), 36) % 8 === 1) await this.#program.scan(posterOfGroups);
  }

  /** Looks at some products and leaves; who has bought before may come for the points of the day. */
  async browse(why: string): Promise<void> {
    await this.#useAtStore();
    if (this.#purchases > 0 && this.#codes.chance(PARCEL_CARD)) await this.#program.scan(cardInParcels);
    if (this.#purchases > 0 && this.#random.chance(0.5)) await this.#checkIn();
    await this.#mindsGroups();
    await this.#program.meet('home', this.#mood());
    if (this.#purchases > 0) {
      const hers = Number.parseInt(this.wechatId.slice(-2), 36);
      const address = async () => this.#address();
      await buyTogether(this.#world, this.#program, { hers, visit: this.#visits, address });
      await bargain(this.#world, this.#program, { hers, visit: this.#visits, address });
      await takeInFlashSale(this.#world, this.#program, { hers, visit: this.#visits, address });
    }
    if (this.#purchases > 0 && this.#mood() % 3 === 0) await this.#program.meet('me', this.#visits);
    const own = this.#random.some(this.#world.goods, this.#random.between(1, 5));
    const seen = [...own, ...this.#alsoSees(own)];
    this.#program.track([{ ...home, props: { why } }, ...seen.map((goods) => onProduct('product_view', goods))]);
    if (this.#mood() % 4 === 0) await this.#program.meet('product', this.#mood(), seen[0]?.productId);
    await this.#keepOne(seen[0]?.productId);
    await this.#waitForMissing(seen);
  }

  /** Every second who has bought passes the poster of the groups on her second visit; one in nine of all leaves again later. No dice, as below. */
  async #mindsGroups(): Promise<void> {
    const hers = Number.parseInt(this.wechatId.slice(-2), 36);
    if (this.#visits === 2 && hers % 2 === 0) await this.#program.scan(posterOfGroups);
    if (this.#visits === 8 && hers % 9 === 0) await this.#world.phone.leaveGroup(this.wechatId);
  }

  /** What she sees or wants and cannot have today she asks to be told of. No dice, as below. */
  async #waitForMissing(wanted: readonly Goods[]): Promise<void> {
    const missing = wanted.find((goods) => goods === this.#world.missing());
    if (missing === undefined) return;
    this.#waitsFor = missing;
    await this.#program.waitFor(missing, (this.#mood() % 10) / 10 < this.persona.allowsMessages);
  }

  /** Three visits of four, what the shop speaks of. No dice, as below. */
  #alsoSees(own: readonly Goods[]): readonly Goods[] {
    const { featured } = this.#world;
    if (featured === null || this.#mood() % 4 === 0) return [];
    return own.some(({ productId }) => productId === featured.productId) ? [] : [featured];
  }

  /** What she is in the mood for on this visit. No dice, as below. */
  #mood(): number {
    return this.#visits * 7 + Number.parseInt(this.wechatId.slice(-2), 36);
  }

  /** One looker around in six keeps what she saw first. No dice: whatever else she does stays as it was. */
  async #keepOne(id: string | undefined): Promise<void> {
    if (id === undefined || (this.#visits + Number.parseInt(this.wechatId.slice(-2), 36)) % 6 !== 0) return;
    await this.#program.quietly(async () => this.#program.ask('PUT /api/shop/favourites/:id', { params: { id } }));
  }

  async #leaveCart(lines: readonly { readonly skuId: string; readonly quantity: number }[]): Promise<void> {
    if (Number.parseInt(this.wechatId.slice(-2), 36) % 3 !== 0) return;
    for (const { skuId, quantity } of lines)
      await this.#program.quietly(async () =>
        this.#program.ask('PUT /api/shop/cart/:skuId', { params: { skuId }, body: { quantity } }),
      );
  }

  /** Buys a basket: quote with the best coupons, order, pay, and says whether she may be told more. */
  async buy(day: number, wanted?: Goods): Promise<void> {
    const { phone, goods, tally } = this.#world;
    const [least, most] = this.persona.basket;
    const basket = wanted ? [wanted] : this.#random.some(goods, this.#random.between(least, most));
    await this.#waitForMissing(basket);
    const there = basket.filter((goods) => goods !== this.#world.missing());
    if (there.length === 0) return;
    const lines = there.map((g) => ({
      skuId: this.#random.pick(g.skuIds) ?? '',
      quantity: this.#random.chance(0.25) ? 2 : 1,
    }));
    this.#program.track([
      home,
      ...basket.map((goods) => onProduct('product_view', goods)),
      ...there.map((goods) => onProduct('cart_add', goods)),
      checkout,
    ]);
    this.#plan(day);
    // Some leave at the checkout; that is what a funnel is for. What they meant to have lies in the cart of one in three.
    if (this.#random.chance(0.12)) {
      await this.#leaveCart(lines);
      return;
    }
    if (this.#purchases > 0 && this.#random.chance(0.25)) await this.#exchangePoints();
    // As many as may pay, where she thinks of them at all.
    const points = this.#purchases > 0 && this.#random.chance(0.3) ? ALL_POINTS : 0;
    const placed = await this.#program.quietly(async () => {
      const pickup = await this.#pickup(day, lines);
      const collects = pickup !== undefined;
      const offered = collects ? undefined : await this.#slot(day);
      const ask = async (brought: boolean) =>
        this.#program.ask('POST /api/shop/quote', { body: { lines, points, collects, brought } });
      const first = await ask(offered !== undefined);
      // Too little to be brought is sent.
      const slot = first.delivery.short === null ? offered : undefined;
      const quote = slot === offered ? first : await ask(false);
      const goal = collects ? { pickup } : { addressId: await this.#address(), ...(slot ? { slot } : {}) };
      const order = await this.#program.ask('POST /api/shop/orders', {
        body: { lines, points, offers: quote.chosen, ...goal, expectedPayable: quote.payable },
        key: `order-${randomUUID()}`,
      });
      return { ...order, collects };
    });
    if (!placed) return;
    tally.orders += 1;
    if (this.#random.chance(0.05)) return; // thinks better of it; the order closes by itself
    const params = await this.#program.ask('POST /api/shop/orders/:id/payment', { params: { id: placed.id } });
    if (await phone.pay(this.wechatId, params, this.#program.app.appid)) tally.paid += 1;
    this.#purchases += 1;
    this.#plan(day);
    await this.#allowMessages(placed.collects ? 'pickup_paid' : 'order_paid');
    await this.#openCard();
    await this.#mindTheLast();
    this.#bought = placed.id;
    if (this.#random.chance(0.03))
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/orders/:id/refunds', {
          params: { id: placed.id },
          body: { reason: '不想要了' },
          key: `refund-${placed.id}`,
        }),
      );
  }

  /** When she is there again: now and then one thing of her last order is to be changed or sent back, and then she sends it. */
  async #mindTheLast(): Promise<void> {
    const ask = async (id: string) => {
      const { lines, state } = await this.#program.ask('GET /api/shop/orders/:id', { params: { id } });
      const [line] = lines;
      if (!line || (state !== 'shipped' && state !== 'received')) return null;
      return this.#program.ask('POST /api/shop/orders/:id/refunds', {
        params: { id },
        body: {
          lines: [{ lineId: line.id, quantity: 1 }],
          because: 'bad',
          reason: '有一份压坏了',
          kind: this.#random.chance(0.5) ? 'exchange' : 'return',
        },
        key: `after-sale-${id}`,
      });
    };
    const open = this.#asked;
    if (open !== null) {
      this.#asked = null;
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/refunds/:id/return-parcel', {
          params: { id: open },
          body: { company: '圆通速递', waybill: `YT${open.slice(-10).toUpperCase()}` },
        }),
      );
      return;
    }
    const last = this.#bought;
    if (last === null || !this.#random.chance(0.08)) return;
    const asked = await this.#program.quietly(async () => ask(last));
    if (!asked) return;
    this.#asked = asked.id;
    if (this.#random.chance(0.5))
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/refunds/:id/messages', {
          params: { id: asked.id },
          body: { text: '麻烦尽快处理，谢谢' },
        }),
      );
  }

  /** Reads the notices on her phone; opens some; a coupon in one may make her buy. */
  async readNotices(day: number): Promise<void> {
    const notices = await this.#world.phone.readNotices(this.wechatId);
    for (const { page, from, title } of notices) {
      if (from === 'text') {
        await heedText(this.#world, this.#program, title);
        continue;
      }
      if (from === 'staff') {
        if (await heedStaff(this.#world, this.#program, { title, page })) await this.buy(day);
        continue;
      }
      if (/[?&]m=obc_/.test(page)) {
        if (await heedBroadcast(this.#world, this.#program, page)) await this.buy(day);
        continue;
      }
      if (!this.#random.chance(this.persona.opensNotices)) continue;
      const id = /[?&]m=([\w]+)/.exec(page)?.[1];
      if (id)
        await this.#program.quietly(async () => this.#program.ask('POST /api/shop/message-opens', { body: { id } }));
      this.#world.tally.opened += 1;
      this.#program.track([{ name: 'page_view', page: page.split('?')[0] ?? page, props: { from: 'notice' } }]);
      const back = this.#waitsFor;
      if (page.startsWith('coupons/pages') && this.#random.chance(this.persona.followsCoupon)) await this.buy(day);
      else if (back !== null && page.includes(back.productId)) {
        this.#waitsFor = null;
        if (this.#random.chance(COMES_FOR_IT)) await this.buy(day, back);
      }
    }
  }

  /** What staff published comes before her. */
  async seeMoment(day: number): Promise<void> {
    if (await heedMoment(this.#world.phone, this.#program)) await this.buy(day);
  }

  /** She deleted her member of staff, and is shown somebody once more where she found her. */
  async meetStaffAgain(): Promise<void> {
    await this.#program.meetStaffAgain();
  }

  /** Checks in, looks what her points and her birthday are good for, and takes the best that she can have. */
  async #exchangePoints(): Promise<void> {
    await reviewOne(this.#program);
    if (this.#purchases === 1) await sayBirthday(this.#program);
    await this.#checkIn();
    const { items } = await this.#program.ask('GET /api/shop/rewards', {});
    const best = items.findLast(({ state }) => state === 'open');
    if (best)
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/rewards/:id', { params: { id: best.id }, key: `exchange-${randomUUID()}` }),
      );
  }

  async #checkIn(): Promise<void> {
    await this.#program.quietly(async () => this.#program.ask('POST /api/shop/check-in', {}));
  }

  #plan(day: number): void {
    const gap = this.persona.nextPurchase(this.#random, this.#purchases);
    this.nextDay = gap === null ? null : day + Math.max(1, gap);
  }

  async signIn(): Promise<void> {
    await this.#program.signIn();
  }

  /** Now and then she looks at her coupons, and uses one on a bill in a store; one of some bills is mistyped. No dice, as below. */
  async #useAtStore(): Promise<void> {
    const { stores, counter } = this.#world;
    this.#visits += 1;
    const storeId = stores[this.#visits % Math.max(1, stores.length)];
    if (storeId === undefined || (this.#visits + Number.parseInt(this.wechatId.slice(-2), 36)) % 6 !== 0) return;
    const hers = { query: { state: 'available', limit: 20 } } as const;
    const { items } = await this.#program.ask('GET /api/shop/coupons', hers);
    if (items.length === 0) return;
    this.#program.track([
      sawCoupons(
        'wallet',
        items.map(({ templateId }) => templateId),
      ),
    ]);
    const coupon = items.find(
      ({ state, notNow, discount: { kind } }) =>
        state === 'available' && notNow === null && (kind === 'amount' || kind === 'percent'),
    );
    if (coupon === undefined) return;
    const { id, threshold } = coupon;
    await this.#program.quietly(async () => {
      const { code } = await this.#program.ask('POST /api/shop/coupons/:id/counter-code', { params: { id } });
      const bill = threshold + 2_000;
      if (code !== null) await counter({ code, storeId, bill, mistyped: this.#visits % 5 === 0 });
    });
  }

  /** Where she meets coupons. No dice, as below. */
  #place() {
    return (
      (['center', 'home', 'product', 'search'] as const)[Number.parseInt(this.wechatId.slice(-2), 36) % 4] ?? 'center'
    );
  }

  /** One order in ten or so is fetched at a store. No dice: whatever else she does stays as it was. */
  async #pickup(day: number, lines: readonly { readonly skuId: string; readonly quantity: number }[]) {
    const { stores } = this.#world;
    const id = stores[day % Math.max(1, stores.length)];
    if (id === undefined || (day * 7 + this.#purchases * 3 + Number.parseInt(this.wechatId.slice(-2), 36)) % 10 !== 0)
      return undefined;
    const { slots, missing } = await this.#program.ask('GET /api/shop/stores/:id', {
      params: { id },
      query: { lines: lines.map(({ skuId, quantity }) => `${skuId}:${quantity}`).join(',') },
    });
    // What the store has not, she has sent.
    if (missing !== null && missing.length > 0) return undefined;
    const from = slots[2]?.from ?? slots[0]?.from;
    return from === undefined ? undefined : { storeId: id, from, name: '模拟取货人', phone: '13800000000' };
  }

  /** One in seven of the others has it brought by the shop, in a slot with room. No dice, as above. */
  async #slot(day: number) {
    if ((day * 5 + this.#purchases * 2 + Number.parseInt(this.wechatId.slice(-2), 36)) % 7 !== 0) return undefined;
    const { area } = await this.#program.ask('GET /api/shop/delivery', { query: { addressId: await this.#address() } });
    const from = area?.slots.find(({ left }) => left > 0)?.from;
    return from === undefined ? undefined : { from };
  }

  async #address(): Promise<string> {
    if (this.#addressId) return this.#addressId;
    const body = {
      name: '模拟收货人',
      phone: '13800000000',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      street: `模拟路 ${this.#world.ring.has(this.wechatId) ? 1 : Number.parseInt(this.wechatId.slice(-3), 36) + 2} 号`,
    };
    this.#addressId = (await this.#program.ask('POST /api/shop/addresses', { body })).id;
    return this.#addressId;
  }

  /** Some who came again buy a card, the cheapest or the next. No dice, as above. */
  async #openCard(): Promise<void> {
    const whose = Number.parseInt(this.wechatId.slice(-2), 36);
    if (this.#purchases !== 2 || whose % 9 !== 0) return;
    const { phone, tally } = this.#world;
    const { kinds, cards } = await this.#program.ask('GET /api/shop/cards', {});
    const kind = kinds[whose % 2];
    if (kind === undefined || cards.length > 0) return;
    const order = await this.#program.quietly(async () =>
      this.#program.ask('POST /api/shop/card-kinds/:id/orders', {
        params: { id: kind.id },
        body: { expectedPrice: kind.price },
        key: `card-${randomUUID()}`,
      }),
    );
    if (!order) return;
    tally.orders += 1;
    const params = await this.#program.ask('POST /api/shop/orders/:id/payment', { params: { id: order.id } });
    if (await phone.pay(this.wechatId, params, this.#program.app.appid)) tally.paid += 1;
  }

  /** Asked right after the payment, as the shop does: about this order, and what its journeys are going to tell her. */
  async #allowMessages(moment: 'order_paid' | 'pickup_paid'): Promise<void> {
    const willing = this.#random.chance(this.persona.allowsMessages);
    await this.#program.allow(moment, willing);
  }
}
