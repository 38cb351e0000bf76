import { randomUUID } from 'node:crypto';
import { TRIAL_HOURS, type TrialPersona, type TrialPlan } from '@huoshui/contracts/trial';
import { checkout, home, OpenMiniProgram, onProduct } from '../mini-program.ts';
import { createRandom, type Random } from '../random.ts';
import type { MiniProgram, World } from '../world.ts';
import { fillBasket, type Priced } from './goods.ts';
import { hourOf } from './place.ts';

/** Days. */
const FIRST_WEEK = 7;

/**
 * A simulated shopper of a rehearsal. Whatever she does by herself is drawn of seed, day and her place alone, so she does it in both
 * worlds; what reached her of the journey that is rehearsed (a message she opened, a coupon she found) is all that can make the two differ. What the shop's
 * other journeys bring is in what she does by herself: they ran while it was measured.
 */
export class TrialShopper {
  readonly #world: World;
  readonly #program: OpenMiniProgram;
  readonly #plan: TrialPlan;
  readonly #persona: TrialPersona;
  readonly #goods: readonly Priced[];
  readonly #place: number;
  readonly #cookie: string;
  /** Messages of her inbox and gifts that she has come upon. */
  readonly #seen = new Set<string>();
  #addressId = '';
  #bought = false;
  #reachedOn = -1;
  /** What reached her makes her buy, at the next hour at which she would not anyway: two orders of one hour would race. */
  #moved = false;
  memberId: string | null = null;
  /** What is rehearsed; null in the world without it. */
  journeyId: string | null = null;

  constructor(
    world: World,
    plan: TrialPlan,
    goods: readonly Priced[],
    { place, wechatId, app, cookie }: { place: number; wechatId: string; app: MiniProgram; cookie: string },
  ) {
    const persona = plan.personas[place];
    if (persona === undefined) throw new Error(`there is no persona ${place}`);
    this.#world = world;
    this.#plan = plan;
    this.#goods = goods;
    this.#persona = persona;
    this.#place = place;
    this.#cookie = cookie;
    this.#program = new OpenMiniProgram(world, wechatId, app);
  }

  get wechatId(): string {
    return this.#program.wechatId;
  }

  get joinsOn(): number | null {
    return this.#persona.joinsOn;
  }

  /** A session, and the number by which the shop finds what it knows of her already. */
  async signIn(): Promise<void> {
    await this.#program.signIn();
    if (this.#persona.joinedAgo !== null) {
      const code = await this.#world.phone.phoneCode(this.wechatId, this.#program.app.appid);
      const bound = await this.#program.ask('POST /api/shop/me/phone', { body: { code } });
      await this.#program.signIn(bound.token);
      this.memberId = bound.member.id;
      return;
    }
    this.memberId = (await this.#program.ask('GET /api/shop/me', {})).id;
  }

  /** What she looked at before the first day, told as her phone would have: the shop knows it as it knows what comes. */
  async tellPast(): Promise<void> {
    const { acts } = this.#persona;
    if (acts.length === 0) return;
    const now = this.#world.now();
    const events = acts.map(({ ago, hour, name, product, category }, n) => ({
      id: randomUUID(),
      name,
      page: 'catalog/pages/product',
      session: `past-${ago}`,
      productId: product,
      ...(category === '' ? {} : { categoryId: category }),
      ts: new Date(hourOf(now, ago, hour).getTime() + n * 1000).toISOString(),
    }));
    await this.#program.ask('POST /collect', { body: { sentAt: now.toISOString(), events } });
  }

  /** Some allow what the shop may ask them: after an act, or (null) whatever it would have asked by now. */
  async allowMessages(after: string | null): Promise<void> {
    const willing = this.#dice('allows').chance(this.#plan.allowsMessages);
    if (!willing) return;
    const { moments } = await this.#program.ask('GET /api/shop/asks', {});
    for (const [moment, asks] of Object.entries(moments)) {
      if (after !== null && moment !== after) continue;
      const ids = asks.map(({ templateId }) => templateId);
      if (ids.length === 0) continue;
      const answers = await this.#world.phone.subscribe(this.wechatId, ids, true, this.#program.app.appid);
      await this.#program.quietly(async () =>
        this.#program.ask('POST /api/shop/subscriptions', { body: { moment, answers } }),
      );
    }
  }

  /** What she does at one hour of a day. `unread`: a notice lies on her phone. */
  async live(day: number, hour: number, unread: boolean): Promise<void> {
    const drawn = this.#dice('day', day);
    const hers = this.#hour(drawn);
    const [buys, comes, leaves] = [drawn.chance(this.#chance(day)), drawn.chance(this.#persona.visits), drawn.next()];
    const isHere = hour === hers && (buys || comes);
    let reached = unread && (await this.#readNotices(day));
    if (isHere) reached = (await this.#readInbox(day)) || reached;
    if (isHere || reached) reached = (await this.#findGifts()) || reached;
    const buysNow = hour === hers && buys;
    if (buysNow) await this.#buy(day, 'by herself');
    else if (this.#moved) {
      this.#moved = false;
      await this.#buy(day, 'because of it');
    } else if (hour === hers && comes) await this.#look(day, leaves < this.#plan.leavesCart);
    if (reached && this.#reachedOn !== day) {
      this.#reachedOn = day;
      this.#moved = this.#dice('response', day).chance(this.#plan.response) || this.#moved;
    }
  }

  /** That she buys by herself on a day. */
  #chance(day: number): number {
    const { buys, first, orders, joinsOn } = this.#persona;
    if (this.#bought || orders.length > 0) return buys;
    return joinsOn !== null && day - joinsOn < FIRST_WEEK ? first.soon : first.late;
  }

  #dice(...words: readonly (string | number)[]): Random {
    return createRandom(this.#plan.seed, this.#place, ...words);
  }

  #hour(dice: Random): number {
    let left = dice.next();
    for (const [n, share] of this.#persona.hours.entries()) {
      left -= share;
      if (left < 0) return TRIAL_HOURS[n] ?? TRIAL_HOURS[0];
    }
    return TRIAL_HOURS[TRIAL_HOURS.length - 1] ?? TRIAL_HOURS[0];
  }

  /** True where she opened one that a journey sent: what the shop tells of her order makes nobody buy. */
  async #readNotices(day: number): Promise<boolean> {
    const notices = await this.#world.phone.readNotices(this.wechatId);
    const dice = this.#dice('notices', day);
    let reached = false;
    for (const { page } of notices) {
      const id = /[?&]m=([\w]+)/.exec(page)?.[1];
      if (!dice.chance(this.#plan.opens) || id === undefined) continue;
      reached = (await this.#open(id)) || reached;
      this.#program.track([{ name: 'page_view', page: page.split('?')[0] ?? page, props: { from: 'notice' } }]);
    }
    return reached;
  }

  /** The same of her inbox, where messages go that have no notice; each is passed by or opened once. */
  async #readInbox(day: number): Promise<boolean> {
    const query = { limit: 20 };
    const found = await this.#program.quietly(async () => this.#program.ask('GET /api/shop/inbox', { query }));
    const fresh = (found?.items ?? []).filter(({ id, read }) => !read && !this.#seen.has(id));
    const dice = this.#dice('inbox', day);
    let reached = false;
    for (const { id } of fresh) {
      this.#seen.add(id);
      if (dice.chance(this.#plan.opens)) reached = (await this.#open(id)) || reached;
    }
    return reached;
  }

  async #open(id: string): Promise<boolean> {
    const { api, tally } = this.#world;
    tally.opened += 1;
    await this.#program.quietly(async () => this.#program.ask('POST /api/shop/message-opens', { body: { id } }));
    if (this.journeyId === null || this.memberId === null) return false;
    const query = { memberId: this.memberId, causeId: this.journeyId, opened: 'yes', limit: 50 } as const;
    const { items } = await api('GET /api/admin/outbound', { cookie: this.#cookie, query });
    return items.some((one) => one.id === id);
  }

  /** True where the journey gave her something that she has not come upon yet. */
  async #findGifts(): Promise<boolean> {
    if (this.journeyId === null || this.memberId === null) return false;
    const query = { memberId: this.memberId, causeId: this.journeyId, state: 'granted', limit: 50 } as const;
    const { items } = await this.#world.api('GET /api/admin/grants', { cookie: this.#cookie, query });
    const fresh = items.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of fresh) this.#seen.add(id);
    return fresh.length > 0;
  }

  async #look(day: number, leavesCart: boolean): Promise<void> {
    const dice = this.#dice('look', day);
    const seen = fillBasket(dice, this.#goods, this.#persona);
    this.#program.track([home, ...seen.map(({ goods }) => onProduct('product_view', goods))]);
    const [kept] = seen;
    if (!leavesCart || !kept) return;
    const { skuId, quantity, goods } = kept;
    this.#program.track([onProduct('cart_add', goods)]);
    await this.#program.quietly(async () =>
      this.#program.ask('PUT /api/shop/cart/:skuId', { params: { skuId }, body: { quantity } }),
    );
  }

  async #buy(day: number, why: string): Promise<void> {
    const { phone, tally } = this.#world;
    const basket = fillBasket(this.#dice('basket', why, day), this.#goods, this.#persona);
    if (basket.length === 0) return;
    const lines = basket.map(({ skuId, quantity }) => ({ skuId, quantity }));
    this.#program.track([
      home,
      ...basket.map(({ goods }) => onProduct('product_view', goods)),
      ...basket.map(({ goods }) => onProduct('cart_add', goods)),
      checkout,
    ]);
    const placed = await this.#program.quietly(async () => {
      const quote = await this.#program.ask('POST /api/shop/quote', { body: { lines, points: 0 } });
      return this.#program.ask('POST /api/shop/orders', {
        body: {
          lines,
          points: 0,
          offers: quote.chosen,
          addressId: await this.#address(),
          expectedPayable: quote.payable,
        },
        key: `order-${randomUUID()}`,
      });
    });
    if (!placed) return;
    tally.orders += 1;
    const params = await this.#program.ask('POST /api/shop/orders/:id/payment', { params: { id: placed.id } });
    if (await phone.pay(this.wechatId, params, this.#program.app.appid)) tally.paid += 1;
    this.#bought = true;
    await this.allowMessages('order_paid');
  }

  async #address(): Promise<string> {
    if (this.#addressId) return this.#addressId;
    const body = {
      name: '预演收货人',
      phone: '13800000000',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      street: '预演路 1 号',
    };
    this.#addressId = (await this.#program.ask('POST /api/shop/addresses', { body })).id;
    return this.#addressId;
  }
}
