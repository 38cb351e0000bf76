import type { Ctx } from '../../../platform/ctx.ts';
import { shelf } from '../../catalog/index.ts';
import { learn, type Model } from '../engine/learn.ts';
import { PARAMETERS } from '../engine/parameters.ts';
import { gatherProfiles, type Profile, type Profiles, profileAt, profileOf } from '../engine/profiles.ts';
import { createPlaces, type Goods } from './goods.ts';
import { type History, readAll, readMark, readNews, readOf } from './histories.ts';

/** All that is known of everybody, in the memory of a process. */
export type Knowledge = {
  readonly asOf: Date;
  readonly goods: Goods;
  readonly model: Model;
  readonly profileOf: (personNo: number) => Profile;
  readonly members: number;
  readonly habits: number;
  /** How long the last reading of all and the last learning took. */
  readonly readMs: number;
  readonly learnMs: number;
};

/** What was learnt stands so long, or until as many of a hundred members have news; a small shop is learnt anew at once. */
const LEARNT_FOR_MS = 3_600_000;
const NEWS_PERCENT = 2;
const SMALL = 200_000;

const NOBODY: Profile = { baskets: 0, habits: [] };

/** Others of the process are served between two parts. */
const breathe = async () => new Promise<void>((resolve) => setImmediate(resolve));

type Base = { readonly profiles: Profiles /** Ascending. */; readonly personNos: Uint32Array; readonly learntAt: Date };

/**
 * Reads everybody's orders once, and afterwards only of those who have news (an order, a refund, a merge): their histories are read anew, so what is
 * told twice or late changes nothing. `renew` is called by one at a time.
 */
export function createLearner(): { renew(ctx: Ctx): Promise<Knowledge> } {
  const places = createPlaces();
  let base: Base | null = null;
  let model: Model | null = null;
  let changed = new Map<number, Profile>();
  let marked: Awaited<ReturnType<typeof readMark>> = { mark: 0, merged: new Set() };
  let [readMs, learnMs] = [0, 0];

  const profileFrom = ({ orders }: History): Profile =>
    profileOf(
      orders.map(([day, productIds]) => ({ day, items: productIds.map(places.place) })),
      PARAMETERS.fades,
    );

  async function readEverybody(ctx: Ctx): Promise<Base> {
    const begun = performance.now();
    const gather = gatherProfiles();
    const personNos: number[] = [];
    const later: (readonly [number, Profile])[] = [];
    for await (const page of readAll(ctx, ctx.now())) {
      for (const history of page) {
        const profile = profileFrom(history);
        // Who has several numbers comes after all others: she waits for her place among the ascending.
        if (history.personNo > (personNos.at(-1) ?? 0)) {
          personNos.push(history.personNo);
          gather.add(profile);
        } else later.push([history.personNo, profile]);
      }
      await breathe();
    }
    changed = new Map(later);
    readMs = Math.round(performance.now() - begun);
    return { profiles: gather.done(), personNos: Uint32Array.from(personNos), learntAt: new Date(0) };
  }

  async function readChanged(ctx: Ctx, before: typeof marked, now: typeof marked): Promise<void> {
    const turned = [...now.merged].filter((no) => !before.merged.has(no));
    const returned = [...before.merged].filter((no) => !now.merged.has(no));
    const news = [...new Set([...(await readNews(ctx, before.mark)), ...turned, ...returned])];
    // Who has sent everything back is absent from what is read.
    for (const personNo of news) changed.set(personNo, NOBODY);
    for await (const page of readOf(ctx, news, ctx.now())) {
      for (const history of page) changed.set(history.personNo, profileFrom(history));
      await breathe();
    }
  }

  async function learnAnew(ctx: Ctx, from: Base, items: number): Promise<Model> {
    const begun = performance.now();
    const merged = await mergeChanged(from, changed);
    base = { ...merged, learntAt: ctx.now() };
    changed = new Map();
    const learnt = await learn(merged.profiles, items, PARAMETERS, breathe);
    learnMs = Math.round(performance.now() - begun);
    return learnt;
  }

  return {
    async renew(ctx) {
      const now = await readMark(ctx);
      if (base === null) base = await readEverybody(ctx);
      else await readChanged(ctx, marked, now);
      marked = now;
      const goods = places.on(await shelf.goods(ctx));
      const items = goods.ids.length;
      if (model === null || isDue(ctx.now(), base, changed.size, items - model.items))
        model = await learnAnew(ctx, base, items);
      const [kept, news] = [base, new Map(changed)];
      return {
        asOf: ctx.now(),
        goods,
        model,
        profileOf: (personNo) => news.get(personNo) ?? profileIn(kept, personNo),
        members: kept.profiles.rows + [...news.keys()].filter((no) => rowOf(kept, no) < 0).length,
        habits: kept.profiles.item.length,
        readMs,
        learnMs,
      };
    },
  };
}

function isDue(now: Date, { profiles, learntAt }: Base, news: number, newGoods: number): boolean {
  if (news === 0 && newGoods === 0) return false;
  if (profiles.item.length < SMALL) return true;
  const age = now.getTime() - learntAt.getTime();
  return age < 0 || age > LEARNT_FOR_MS || news * 100 > profiles.rows * NEWS_PERCENT;
}

/** Everybody with what has changed, in the order of their numbers. */
async function mergeChanged(from: Base, changed: ReadonlyMap<number, Profile>): Promise<Omit<Base, 'learntAt'>> {
  if (changed.size === 0) return from;
  const gather = gatherProfiles();
  const personNos: number[] = [];
  const fresh = [...changed.keys()].filter((no) => rowOf(from, no) < 0);
  const order = Uint32Array.from([...from.personNos, ...fresh]).sort();
  for (const [n, personNo] of order.entries()) {
    const profile = changed.get(personNo) ?? profileIn(from, personNo);
    if (profile.baskets > 0) {
      personNos.push(personNo);
      gather.add(profile);
    }
    if (n % 2000 === 0) await breathe();
  }
  return { profiles: gather.done(), personNos: Uint32Array.from(personNos) };
}

function profileIn(base: Base, personNo: number): Profile {
  const row = rowOf(base, personNo);
  return row < 0 ? NOBODY : profileAt(base.profiles, row);
}

/** −1: not there. */
function rowOf({ personNos }: Pick<Base, 'personNos'>, personNo: number): number {
  let [low, high] = [0, personNos.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = personNos[middle] ?? 0;
    if (there === personNo) return middle;
    if (there < personNo) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
