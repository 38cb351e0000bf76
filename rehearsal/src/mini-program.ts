import { randomUUID } from 'node:crypto';
import type { AnswerOf, RouteKey } from '@huoshui/contracts/client';
import type { AskMoment } from '@huoshui/contracts/words/messaging';
import { type CallOptions, Refused } from './api.ts';
import { cardInParcels } from './codes.ts';
import { leadNeighbours, learnCodes } from './lead-neighbours.ts';
import { playActivities } from './play-activities.ts';
import { readArticle } from './read-article.ts';
import { seeHome } from './see-home.ts';
import { shareGoods } from './share-goods.ts';
import { accountJourney, breakfastWord, mainAccount } from './shop/account-rules.ts';
import { quizWord } from './shop/quizzes.ts';
import { takeQuiz } from './take-quiz.ts';
import { oneIn } from './traits.ts';
import type { Goods, MiniProgram, World } from './world.ts';

/** What the storefront's SDK would tell of one act. */
export type Act = {
  readonly name: string;
  readonly page?: string;
  readonly productId?: string;
  readonly categoryId?: string;
  readonly value?: number;
  readonly props?: Readonly<Record<string, string | number | boolean>>;
};

/** WeChat's number of the way in, and the mark of a link or a code. */
type Way = { readonly scene: string; readonly source?: string };
const FIRST_WAYS: readonly Way[] = [
  { scene: '1047', source: 'store-door' },
  { scene: '1047', source: 'parcel-card' },
  { scene: '1007' },
  { scene: '1058', source: 'article' },
  { scene: '1053' },
];
const LATER_WAYS: readonly Way[] = [
  { scene: '1089' },
  { scene: '1001' },
  { scene: '1089' },
  { scene: '1007' },
  { scene: '1047', source: 'parcel-card' },
];

/** No dice: whatever else she does stays as it was. */
export const addsStaff = (wechatId: string): boolean => Number.parseInt(wechatId.slice(-2), 36) % 3 !== 0;

/** Between two acts of one visit. */
const GAP_MS = 9000;

/** The mini program as it is open on one phone: its session, its calls, its events. */
export class OpenMiniProgram {
  readonly wechatId: string;
  /** The mini program she found the shop by, and stays with. */
  readonly app: MiniProgram;
  readonly #world: World;
  #token = '';
  /** The shop had never seen her before she signed in just now. */
  #isNew = false;
  #visits = 0;
  /** The code that opened it just now. */
  #scanned: string | null = null;
  /** The contact way that she was shown last. */
  #way: string | null = null;
  /** Goods recommended to her on the pages of this visit, as she saw and tapped them. */
  readonly #recommended: Act[] = [];
  /** What she did and the shop has not been told of yet. */
  readonly #untold: object[] = [];

  constructor(world: World, wechatId: string, app: MiniProgram) {
    this.#world = world;
    this.wechatId = wechatId;
    this.app = app;
  }

  /** @param token a new session, where the shop hands one out without a sign-in */
  async signIn(token?: string): Promise<void> {
    if (token !== undefined) {
      this.#token = token;
      return;
    }
    const { appid: app } = this.app;
    const code = await this.#world.phone.loginCode(this.wechatId, app);
    const answer = await this.#world.api('POST /api/shop/session', { body: { code, app, source: 'rehearsal' } });
    this.#token = answer.token;
    this.#isNew = answer.isNew;
  }

  /** The code of this name was scanned: the shop is told, and says where it leads. */
  async scan(name: string): Promise<void> {
    const scene = this.#world.codes.get(name);
    if (scene === undefined) return;
    this.#scanned = scene;
    const place = await this.quietly(async () => this.ask('POST /api/shop/code-scans', { body: { scene } }));
    if (place?.page === 'contact' && place.id !== null) await this.#meetStaff(place.id);
    else if (place?.page === 'group' && place.id !== null) await this.#joinGroup(place.id);
    else if (Number.parseInt(this.wechatId.slice(-2), 36) % 4 === 0) await this.#readAlong();
  }

  /** Who likes to read follows the main account; every second takes its quiz first. An hour later each time. */
  async #readAlong(): Promise<void> {
    if (!oneIn(2, this.wechatId, 'takes the quiz of the main account')) return this.#askForBreakfast(null);
    const { phone, later } = this.#world;
    const main = await this.quietly(async () => phone.askAccount(this.wechatId, mainAccount, quizWord));
    if (!main) return;
    later.push(async () => {
      const page = await this.quietly(async () => phone.linkSaid(this.wechatId, main));
      const quiz = /^quizzes\/pages\/quiz\?id=(\w+)$/.exec(page ?? '')?.[1] ?? null;
      if (quiz !== null) await takeQuiz(this, quiz);
      await this.#askForBreakfast(quiz);
    });
  }

  /** She asks for the breakfast list and goes on to where that leads her; who follows there is told what a quiz kept from her. */
  async #askForBreakfast(quiz: string | null): Promise<void> {
    const { phone, later } = this.#world;
    const main = await this.quietly(async () => phone.askAccount(this.wechatId, mainAccount, breakfastWord));
    if (!main) return;
    // Two of three want to be told what others like: the account offers that below its list.
    if (this.#hers % 3 !== 0)
      await this.quietly(async () => phone.subscribeAt(this.wechatId, main, accountJourney.message));
    later.push(async () => {
      const next = await this.quietly(async () => phone.followOn(this.wechatId, main));
      if (!next) return;
      later.push(async () => {
        if (quiz !== null) await takeQuiz(this, quiz);
        await this.#goOnToStaff(next);
      });
    });
  }

  async #goOnToStaff(account: string): Promise<void> {
    const page = await this.quietly(async () => this.#world.phone.linkSaid(this.wechatId, account));
    const way = /^scrm\/pages\/contact\?id=(\w+)$/.exec(page ?? '')?.[1];
    if (way !== undefined) await this.#meetStaff(way);
  }

  /** Of three who are shown a member of staff two add her. */
  async #meetStaff(way: string, adds = addsStaff(this.wechatId)): Promise<void> {
    this.#way = way;
    const shown = await this.quietly(async () =>
      this.ask('POST /api/shop/contact-ways/:id/visits', { params: { id: way } }),
    );
    if (shown?.picture && adds) await this.#world.phone.addContact(this.wechatId, shown.picture);
  }

  /** Who deleted her member of staff finds one where she found her, else by the card that lay in her parcel. */
  async meetStaffAgain(): Promise<void> {
    const scene = this.#world.codes.get(cardInParcels);
    const card = async () =>
      scene === undefined ? null : this.quietly(async () => this.ask('POST /api/shop/code-scans', { body: { scene } }));
    const way = this.#way ?? (await card())?.id ?? null;
    if (way !== null) await this.#meetStaff(way, true);
  }

  /** Of four who are shown a group three join it. No dice, as above. */
  async #joinGroup(code: string): Promise<void> {
    const shown = await this.quietly(async () =>
      this.ask('POST /api/shop/group-codes/:id/visits', { params: { id: code } }),
    );
    if (shown?.picture && this.#hers % 4 !== 0) await this.#world.phone.joinGroup(this.wechatId, shown.picture);
  }

  get #hers(): number {
    return Number.parseInt(this.wechatId.slice(-2), 36);
  }

  /**
   * What the shop has placed on a page comes onto her screen; `mood`, any number, says what she does: one in six taps it, of the others every
   * second closes a pop-up. No dice: whatever else she does stays as it was.
   */
  async meet(page: 'home' | 'product' | 'cart' | 'me', mood: number, product?: string): Promise<void> {
    const { items } = await this.ask('GET /api/shop/placements', {
      query: { page, ...(product === undefined ? {} : { product }) },
    });
    for (const [place, { id, kind, target, targetId }] of items.entries()) {
      const act = { params: { id }, body: { key: randomUUID(), page } };
      const { shown } = await this.ask('POST /api/shop/placements/:id/showings', act);
      const taps = shown && (mood + place * 2) % 6 === 0;
      if (taps) await this.ask('POST /api/shop/placements/:id/taps', act);
      if (taps && target === 'quiz' && targetId !== null) await takeQuiz(this, targetId);
      else if (!taps && shown && kind === 'popup' && mood % 2 === 0)
        await this.ask('POST /api/shop/placements/:id/closings', act);
    }
    await this.#look(page, mood, product);
    if (page === 'home') {
      const who = { her: this.#hers, isNew: this.#isNew };
      await shareGoods(this.#world, this, who);
      await playActivities(this.#world, this, who);
      await learnCodes(this.#world, this);
      await leadNeighbours(this.#world, this, who);
      await readArticle(this, { her: who.her, mood });
      await seeHome(this, { her: who.her, mood });
    }
    this.#isNew = false;
  }

  /** The strip of recommendations on a page: three of them are on the screen, and one in five taps the one that she likes. */
  async #look(page: 'home' | 'product' | 'cart' | 'me', mood: number, product?: string): Promise<void> {
    const slot = slotOf[page];
    // Beside goods alone: without any nothing goes with them.
    if (slot === 'cart' || (slot === 'together' && product === undefined)) return;
    const { items } = await this.ask('GET /api/shop/recommendations', {
      query: { slot, ...(product === undefined ? {} : { product }) },
    });
    const seen = items.slice(0, 3).map(({ id, categoryId }, position) => ({
      ...{ name: 'exposure', productId: id, categoryId },
      props: { slot: `rec_${slot}`, position },
    }));
    const liked = mood % 5 === 0 ? seen[mood % 3] : undefined;
    this.#recommended.push(...seen, ...(liked === undefined ? [] : [{ ...liked, name: 'click' }]));
  }

  /** Asked right after what explains it, she allows the messages that the shop needs then, or does not. */
  async allow(moment: AskMoment, willing: boolean): Promise<void> {
    const { moments } = await this.ask('GET /api/shop/asks', {});
    const ids = (moments[moment] ?? []).map(({ templateId }) => templateId);
    if (ids.length === 0) return;
    const answers = await this.#world.phone.subscribe(this.wechatId, ids, willing, this.app.appid);
    await this.ask('POST /api/shop/subscriptions', { body: { moment, answers } });
  }

  /** She wants to be told when it can be had again. */
  async waitFor({ skuIds: [id = ''] }: Goods, allows: boolean): Promise<void> {
    const asked = await this.quietly(async () => this.ask('PUT /api/shop/stock-requests/:id', { params: { id } }));
    if (asked !== null) await this.allow('back_in_stock', allows);
  }

  /** As the storefront does: a session that has run out is opened anew, and she notices nothing. */
  async ask<K extends RouteKey>(route: K, options: CallOptions<K>): Promise<AnswerOf<K>> {
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
  async quietly<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 500) throw error;
      this.#world.tally.refused += 1;
      return null;
    }
  }

  /** What was on her screen beside what she came for: told with the visit. */
  notice(acts: readonly Act[]): void {
    this.#recommended.push(...acts);
  }

  /** One visit's acts, a few seconds apart, the last of them now. */
  track(acts: readonly Act[]): void {
    const { now, tally, unsent } = this.#world;
    const session = randomUUID();
    const visit = [...acts, ...this.#recommended.splice(0)];
    const told = acts[0]?.name === home.name ? [this.#launch(), ...visit] : visit;
    const start = now().getTime() - told.length * GAP_MS;
    const events = told.map((act, i) => ({
      ...act,
      id: randomUUID(),
      ts: new Date(start + i * GAP_MS).toISOString(),
      session,
    }));
    tally.sessions += 1;
    tally.events += events.length;
    // As the storefront does, she goes on, and what she did is sent a little later, all of it at once.
    if (this.#untold.length === 0) unsent.push(async () => this.#tell());
    this.#untold.push(...events);
  }

  async #tell(): Promise<void> {
    const events = this.#untold.splice(0);
    await this.ask('POST /collect', { body: { sentAt: this.#world.now().toISOString(), events } });
  }

  /** How she came: first by something that is hers, later mostly by herself. No dice: whatever else she does stays as it was. */
  #launch(): Act {
    const hers = Number.parseInt(this.wechatId.slice(-2), 36) + this.#visits * 7;
    const ways = this.#visits === 0 ? FIRST_WAYS : LATER_WAYS;
    this.#visits += 1;
    const code = this.#scanned;
    this.#scanned = null;
    return {
      name: 'app_launch',
      props: code === null ? (ways[hers % ways.length] ?? {}) : { scene: '1047', source: code },
    };
  }
}

const slotOf = { home: 'guess', product: 'together', cart: 'cart', me: 'next' } as const;

export const home: Act = { name: 'page_view', page: 'pages/home/index' };
export const checkout: Act = { name: 'checkout', page: 'orders/pages/checkout' };

/** Which kinds of coupon stood before her, and where. */
export function sawCoupons(place: string, templates: readonly string[]): Act {
  const page = place === 'product' ? 'catalog/pages/product' : 'coupons/pages/wallet';
  return { name: 'coupon_seen', page, props: { templates: templates.slice(0, 20).join(','), place } };
}

/** An act that is about a product, on its page. */
export function onProduct(name: 'product_view' | 'cart_add', { productId, categoryId }: Goods): Act {
  return { name, page: 'catalog/pages/product', productId, categoryId };
}
