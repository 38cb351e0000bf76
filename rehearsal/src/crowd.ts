import { inTurns } from './in-turns.ts';
import { Looker } from './looker.ts';
import { createRandom, type Random } from './random.ts';
import type { MiniProgram, World } from './world.ts';

/** Of those who look, so many come again, and of these so many again. */
const COMES_AGAIN = 0.25;

export type Crowd = {
  /** Everybody of the crowd who comes at this hour. */
  come(day: number, hour: number): Promise<void>;
};

/** Those who look and do not buy. Nobody has a phone before she comes for the first time. */
export function createCrowd(world: World, draw: (dice: Random) => MiniProgram, options: Size): Crowd {
  const { seed } = options;
  const plan = visitsOf(options);
  const known = new Map<number, Looker>();
  const meet = async (who: number): Promise<Looker> => {
    const { id } = await world.phone.create(`模拟访客 ${String(who + 1).padStart(4, '0')}`);
    const looker = new Looker(world, { wechatId: id, app: draw(createRandom(seed, 'looker app', who)) });
    known.set(who, looker);
    await looker.signIn(createRandom(seed, 'looker code', who));
    return looker;
  };
  return {
    // All at once: which of them gets which number is of no matter, for none of them buys.
    come: async (day, hour) =>
      inTurns(plan.get(day * 24 + hour) ?? [], async (who) => {
        const looker = known.get(who) ?? (await meet(who));
        await looker.look(createRandom(seed, 'look', day, who));
      }),
  };
}

/** On the last day somebody with many readers tells of the shop: so many of all come then besides, more of a small crowd. */
const TOLD_OF = 0.05;
/** Roots of the visitors of a day by which the day stands out of chance, however few they are: the watch asks for about three. */
const STANDS_OUT = 5;
/** Before so many days of history no day is judged, so none needs to be unlike the others. */
const WATCHED_DAYS = 43;

/** Of all who look, so many come on the last day besides: enough for a day that is unlike those before it. */
export function toldOf({ days, lookers, shoppers }: Pick<Size, 'days' | 'lookers' | 'shoppers'>): number {
  const usual = (lookers / (1 - COMES_AGAIN) + shoppers) / days;
  const more = (Math.sqrt(usual) + STANDS_OUT) ** 2 - usual;
  return Math.min(1, Math.max(TOLD_OF, more / Math.max(1, lookers)));
}

type Size = {
  readonly seed: number;
  readonly days: number;
  readonly shoppers: number;
  readonly lookers: number;
  readonly hours: readonly number[];
};

/** Who comes at which hour of the story. */
export function visitsOf(options: Size): ReadonlyMap<number, readonly number[]> {
  const { seed, days, lookers, hours } = options;
  const told = days < WATCHED_DAYS ? TOLD_OF : toldOf(options);
  const visits = new Map<number, number[]>();
  for (let who = 0; who < lookers; who += 1) {
    const random = createRandom(seed, 'visits', who);
    let day = random.between(0, days - 1);
    do {
      const at = day * 24 + (random.pick(hours) ?? 0);
      visits.set(at, [...(visits.get(at) ?? []), who]);
      day += random.between(1, 12);
    } while (day < days && random.chance(COMES_AGAIN));
    const hears = createRandom(seed, 'told of', who);
    if (!hears.chance(told)) continue;
    const at = (days - 1) * 24 + (hears.pick(hours) ?? 0);
    if (visits.get(at)?.includes(who) !== true) visits.set(at, [...(visits.get(at) ?? []), who]);
  }
  return visits;
}
