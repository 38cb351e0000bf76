import { TRIAL_HOURS, type TrialPlan, type TrialTold } from '@huoshui/contracts/trial';
import type { Api } from '../api.ts';
import { inTurns, takeUp } from '../in-turns.ts';
import { keepShop } from '../keep-shop.ts';
import type { Phone } from '../phone.ts';
import { readMiniPrograms } from '../story.ts';
import { createStoryClock } from '../story-clock.ts';
import type { Tally, World } from '../world.ts';
import { readPriced } from './goods.ts';
import { bringHistory, decideHistory, lookAtSegments, makePhones, startJourneys } from './place.ts';
import { startSubject } from './subject.ts';
import { TrialShopper } from './trial-shopper.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SHANGHAI_MS = 8 * HOUR_MS;
/** The shop opens before anybody comes. */
const OPENS_AT = 8;

export type TrialPlace = {
  readonly api: Api;
  readonly phone: Phone;
  readonly cookie: string;
  readonly server: string;
};

/** Play some weeks of a scratch shop; `report` hears of each day. The same plan gives the same weeks. */
export async function playTrial(
  { api, phone, cookie, server }: TrialPlace,
  plan: TrialPlan,
  report: (day: number) => void,
): Promise<TrialTold> {
  const tally: Tally = { sessions: 0, orders: 0, paid: 0, opened: 0, events: 0, refused: 0 };
  const clock = createStoryClock(api);
  await clock.read();
  const goods = await readPriced(api, cookie);
  if (goods.length === 0) throw new Error('nothing is on sale');
  const placed = await makePhones(phone, plan.personas);
  await bringHistory({ api, cookie, server, now: clock.now() }, plan.personas, placed, plan.seed);
  await settle(clock);
  await decideHistory(api, cookie);
  const world: World = {
    api,
    phone,
    now: clock.now,
    goods,
    missing: () => undefined,
    miniPrograms: await readMiniPrograms(phone),
    takeable: [],
    stores: [],
    codes: new Map(),
    counter: async () => undefined,
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
  const [app] = world.miniPrograms;
  if (app === undefined) throw new Error('the scratch shop has no mini program');
  const shoppers = placed.map(
    ({ wechatId }, place) => new TrialShopper(world, plan, goods, { place, wechatId, app, cookie }),
  );
  const known = shoppers.filter(({ joinsOn }) => joinsOn === null);
  await inTurns(known, async (shopper) => shopper.signIn());
  await settle(clock);
  await inTurns(known, async (shopper) => shopper.tellPast());
  await lookAtSegments(api, cookie);
  await settle(clock);
  await startJourneys(api, cookie, plan.journeys);
  const journeyId = plan.subject && (await startSubject(api, cookie, plan.subject));
  for (const shopper of shoppers) shopper.journeyId = journeyId;
  await inTurns(known, async (shopper) => shopper.allowMessages(null));
  const firstDay = Math.floor((clock.now().getTime() + SHANGHAI_MS) / DAY_MS) + 1;
  const at = (day: number, hour: number) => new Date((firstDay + day) * DAY_MS + hour * HOUR_MS - SHANGHAI_MS);
  const from = at(0, 0).toISOString();
  for (let day = 0; day < plan.days; day += 1) {
    await clock.moveTo(at(day, OPENS_AT));
    await keepShop(api, cookie, day);
    for (const hour of TRIAL_HOURS) {
      await clock.moveTo(at(day, hour));
      await takeUp(world.later);
      await playHour(shoppers, phone, day, hour);
      await Promise.all(world.unsent.splice(0).map(async (send) => send()));
    }
    report(day + 1);
  }
  await clock.moveTo(at(plan.days, 0));
  const members = shoppers.map(({ memberId }) => memberId);
  return { members, journeyId, from, opened: tally.opened, refused: tally.refused };
}

async function playHour(shoppers: readonly TrialShopper[], phone: Phone, day: number, hour: number): Promise<void> {
  // One after the other: her number, and with it her arm, follows the seed and not a race.
  const joining = shoppers.filter(({ joinsOn }) => joinsOn === day && hour === TRIAL_HOURS[0]);
  for (const shopper of joining) await shopper.signIn();
  const unread = await phone.unread();
  const there = shoppers.filter(({ memberId }) => memberId !== null);
  await inTurns(there, async (shopper) => shopper.live(day, hour, unread.has(shopper.wechatId)));
}

/** What was told so far is heard by all who follow before anything else begins. */
async function settle(clock: ReturnType<typeof createStoryClock>): Promise<void> {
  await clock.moveTo(new Date(clock.now().getTime() + 1000));
}
