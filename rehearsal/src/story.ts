import { type Words, words } from '@huoshui/contracts/words';
import type { Api } from './api.ts';
import { createCrowd } from './crowd.ts';
import { inTurns, takeUp } from './in-turns.ts';
import { keepBroadcasts } from './keep-broadcasts.ts';
import { keepFriends, tireOfMass } from './keep-friends.ts';
import { keepMass } from './keep-mass.ts';
import { keepMoments } from './keep-moments.ts';
import { type Known, keepHer, keepRelations } from './keep-relations.ts';
import { keepShop } from './keep-shop.ts';
import { keepStaff } from './keep-staff.ts';
import { drawPersona } from './persona.ts';
import type { Phone } from './phone.ts';
import { createRandom, type Random } from './random.ts';
import { featuredProduct } from './shop/products/bakery.ts';
import { Shopper } from './shopper.ts';
import { missingOn } from './sold-out.ts';
import { createStoryClock } from './story-clock.ts';
import type { Goods, MiniProgram, Tally, World } from './world.ts';

/** `shoppers` buy at least once, most of them; `lookers` never do. */
export type StoryOptions = {
  readonly seed: number;
  readonly days: number;
  readonly shoppers: number;
  readonly lookers: number;
};

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
/** Hours of the day at which things happen, Shanghai time; the first is the shop's own. */
const HOURS = [8, 11, 15, 20];
/** When staff look once more at what is to be done: some of it came up since they began. */
const ONCE_MORE_AT = 11;
/** When staff ask those who left their numbers: they were told by text in the morning. */
const LISTS_AT = 15;
/** Shoppers come at any of the others. */
const OPEN_HOURS = HOURS.slice(1);
/** Each day's hours begin a minute later: what falls due a whole number of days on is then past, not neck and neck. */
const DAILY_DELAY_MS = 60_000;
/** The story ends on a morning: whoever plays on from there is told things by day, not held back by quiet hours. */
const MORNING_MS = 10 * 3_600_000;
/** In its last two weeks the shop speaks of one thing: who looked at it and has not bought is somebody to write to. */
const FEATURED_DAYS = 14;
/** Whoever bought before comes by so much oftener for it. */
const FEATURED_CALLS = 4;
/** So many of the shoppers find the shop by its second mini program, where it has one. */
const BY_THE_SECOND = 0.22;

type Plan = {
  readonly shopper: Shopper;
  readonly joinDay: number;
  readonly known: Known;
  readonly dice: (day: number) => ReturnType<typeof createRandom>;
};

/** Play a story: shoppers join, look, buy and fall silent over some weeks, while the shop's journeys do their work. */
export async function playStory(
  api: Api,
  phone: Phone,
  cookie: string,
  options: StoryOptions,
  report: (done: number, message: Words) => Promise<void>,
): Promise<Tally> {
  const tally: Tally = { sessions: 0, orders: 0, paid: 0, opened: 0, events: 0, refused: 0 };
  const clock = createStoryClock(api);
  await clock.read();
  const goods = await readGoods(api, cookie);
  let today = 0;
  const world: World = {
    api,
    phone,
    now: clock.now,
    goods,
    missing: () => missingOn({ goods, day: today }),
    miniPrograms: await readMiniPrograms(phone),
    takeable: await readTakeable(api, cookie),
    stores: await readStores(api),
    codes: await readCodes(api, cookie),
    counter: counterOf(api, cookie),
    featured: null,
    tally,
    invitations: [],
    invites: [],
    shares: new Map(),
    leaders: new Map(),
    bargains: [],
    ring: new Set(),
    posters: [],
    unsent: [],
    later: [],
  };
  const plans = await makeShoppers(world, options);
  const crowd = createCrowd(world, (dice) => drawMiniProgram(world, dice), { ...options, hours: OPEN_HOURS });
  const firstDay = Math.floor((clock.now().getTime() + SHANGHAI_MS) / DAY_MS);
  const milk = await findFeatured(api, cookie, world.goods);
  for (let day = 0; day < options.days; day += 1) {
    today = day;
    // A story that is shorter has none of it.
    world.featured = options.days > FEATURED_DAYS && day >= options.days - FEATURED_DAYS ? milk : null;
    const here = plans.filter(({ joinDay }) => joinDay <= day);
    for (const hour of HOURS) {
      const later = (day % 60) * DAILY_DELAY_MS;
      await clock.moveTo(new Date((firstDay + day) * DAY_MS + hour * 3_600_000 + later - SHANGHAI_MS));
      if (hour === HOURS[0]) {
        await keepShop(api, cookie, day, goods);
        await keepStaff(api, phone, cookie);
        await keepBroadcasts(api, cookie, day, goods);
        const wrote = await keepMass(api, phone, cookie, day, goods);
        const seen = await keepMoments(api, phone, cookie, day, goods);
        for (const { shopper } of plans)
          if (seen.has(shopper.wechatId)) world.later.push(async () => shopper.seeMoment(today));
        // What follows from it is done before anybody looks at her phone.
        await clock.moveTo(new Date(clock.now().getTime() + 1000));
        await tireOfMass(phone, { day, wrote }, here);
      }
      if (hour === ONCE_MORE_AT) await keepStaff(api, phone, cookie);
      if (hour === LISTS_AT) {
        const known = here.map((plan) => plan.known);
        await keepRelations({ api, phone, cookie }, day, known);
        await keepFriends(phone, day, here);
      }
      if (hour === HOURS.at(-1))
        await keepHer(
          phone,
          day,
          here.map((plan) => plan.known),
        );
      await takeUp(world.later);
      await playHour(world, plans, day, hour);
      await crowd.come(day, hour);
      await Promise.all(world.unsent.splice(0).map(async (send) => send()));
    }
    await report(
      day + 1,
      words(
        `第 ${day + 1} 天：${tally.paid} 笔支付，${tally.opened} 次点开消息`,
        `Day ${day + 1}: ${tally.paid} payments, ${tally.opened} messages opened`,
      ),
    );
  }
  await clock.moveTo(new Date((firstDay + options.days) * DAY_MS + MORNING_MS - SHANGHAI_MS));
  return tally;
}

/** Whoever stands at a counter takes a wrong bill back at once. */
function counterOf(api: Api, cookie: string): World['counter'] {
  return async ({ code, storeId, bill, mistyped }) => {
    const body = { code, storeId, bill };
    const { id } = await api('POST /api/admin/coupon-verifications', { cookie, body, key: `counter-${code}` });
    if (!mistyped) return;
    const reason = '金额输错了，重新核销';
    await api('POST /api/admin/coupon-verifications/:id/undoing', { cookie, params: { id }, body: { reason } });
  };
}

async function readCodes(api: Api, cookie: string): Promise<ReadonlyMap<string, string>> {
  const { items } = await api('GET /api/admin/codes', { cookie, query: { limit: 100 } });
  return new Map(items.map(({ name, scene }) => [name, scene]));
}

async function readStores(api: Api): Promise<string[]> {
  const { items } = await api('GET /api/shop/stores', { query: { pickup: true, limit: 20 } });
  return items.filter((store) => store.pickup).map(({ id }) => id);
}

async function makeShoppers(world: World, { seed, days, shoppers }: StoryOptions): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (let i = 0; i < shoppers; i += 1) {
    const random = createRandom(seed, 'shopper', i);
    const persona = drawPersona(random);
    // Half of them in the first third: a shop that opens with a crowd and goes on growing.
    const joinDay = Math.floor(days * (random.chance(0.5) ? random.next() / 3 : random.next() * 0.9));
    const label = `模拟顾客 ${String(i + 1).padStart(3, '0')} · ${persona.label}`;
    const { id, phoneNumber } = await world.phone.create(label);
    const app = drawMiniProgram(world, createRandom(seed, 'app', i));
    plans.push({
      shopper: new Shopper(world, random, persona, {
        wechatId: id,
        app,
        joinDay,
        codes: createRandom(seed, 'codes', i),
      }),
      joinDay,
      known: { wechatId: id, phoneNumber },
      dice: (day) => createRandom(seed, 'day', day, i),
    });
  }
  return plans;
}

/** Most come by the main one. Dice of their own: whoever she is and whatever she does is the same by either. */
function drawMiniProgram({ miniPrograms: [main, second] }: World, dice: Random): MiniProgram {
  if (main === undefined) throw new Error('the shop has no mini program');
  return second !== undefined && dice.chance(BY_THE_SECOND) ? second : main;
}

/** Everyone who does something at this hour. */
async function playHour({ phone, featured }: World, plans: readonly Plan[], day: number, hour: number): Promise<void> {
  const unread = await phone.unread();
  const present = plans
    .filter(({ joinDay }) => joinDay <= day)
    .map(({ shopper, joinDay, dice }) => {
      const drawn = dice(day);
      return { shopper, joinsToday: joinDay === day, drawn, hers: drawn.pick(OPEN_HOURS) ?? 0 };
    });
  // One after the other: her number, and with it the arm of a journey she is drawn into, follows the seed and not a race.
  for (const { shopper, joinsToday, hers } of present) if (joinsToday && hour === hers) await shopper.signIn();
  await inTurns(present, async ({ shopper, joinsToday, drawn, hers }) => {
    if (joinsToday && hour === hers) await shopper.arrive();
    if (joinsToday && hour < hers) return;
    if (unread.has(shopper.wechatId) && !joinsToday) await shopper.readNotices(day);
    if (hour !== hers) return;
    if (shopper.nextDay !== null && shopper.nextDay <= day) await shopper.buy(day);
    else if (drawn.chance(browses(shopper, featured !== null))) await shopper.browse('随便看看');
  });
}

const browses = ({ persona, hasBought }: Shopper, called: boolean): number =>
  called && hasBought ? Math.min(0.7, FEATURED_CALLS * persona.browses) : persona.browses;

export async function readMiniPrograms(phone: Phone): Promise<MiniProgram[]> {
  return (await phone.miniPrograms()).map((appid) => ({ appid }));
}

async function readGoods(api: Api, cookie: string): Promise<Goods[]> {
  const { items } = await api('GET /api/admin/products', { cookie, query: { status: 'on_sale', limit: 200 } });
  return Promise.all(
    items
      .filter(({ sale }) => sale === 'open')
      .map(async ({ id }) => {
        const product = await api('GET /api/admin/products/:id', { cookie, params: { id } });
        return { productId: id, categoryId: product.categoryId, skuIds: product.skus.map((s) => s.id) };
      }),
  );
}

async function findFeatured(api: Api, cookie: string, goods: readonly Goods[]): Promise<Goods | null> {
  const { items } = await api('GET /api/admin/products', { cookie, query: { q: featuredProduct, limit: 20 } });
  const found = items.find(({ name }) => name === featuredProduct);
  return goods.find(({ productId }) => productId === found?.id) ?? null;
}

async function readTakeable(api: Api, cookie: string): Promise<string[]> {
  const { items } = await api('GET /api/admin/coupons', { cookie, query: { state: 'active', limit: 100 } });
  return items.filter((c) => c.channel === 'shop').map((c) => c.id);
}
