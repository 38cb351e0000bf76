import type { RouteOut } from '@huoshui/contracts/contract';
import type { RecommendationRules, recommendationContract } from '@huoshui/contracts/recommendations';
import { DAY_MS, daysBetween, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { tags } from '../members/index.ts';
import { type Arm, armOf, type Her, meet } from './arms.ts';
import { PARAMETERS } from './engine/parameters.ts';
import type { Habit, Profile } from './engine/profiles.ts';
import { type Liking, type Pick, recommend } from './engine/recommend.ts';
import type { Goods } from './knowledge/goods.ts';
import type { Keeper } from './knowledge/keep.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { reasonOf, rhythmOf } from './reason.ts';
import { freshShare, isOn, rules, type Slot } from './rules.ts';

type Shown = RouteOut<(typeof recommendationContract)['GET /api/shop/recommendations']>['items'][number];
type Card = Omit<Shown, 'reason' | 'why'>;

export type Ports = {
  readonly keeper: Keeper;
  /** Products that may be bought now, as cards: what is gone or sold out meanwhile is not among them. */
  readonly cards: (ctx: Ctx, productIds: readonly string[]) => Promise<readonly Card[]>;
  /** What she looked at since a moment, the last first. */
  readonly lookedAt: (ctx: Ctx, memberId: string, since: Date, most: number) => Promise<readonly string[]>;
};

export type Asked = { readonly slot: Slot; readonly from: readonly string[] };

/** How many a slot shows, and how many more are looked for: some are sold out in the meantime. */
const MOST = 10;
const SPARE = 6;
/** Who has no baskets has no next one. */
const FEWEST_BASKETS = 2;
/** Beside what stands with goods, her own habits count little: the quota brings in what she has not bought. */
const OWN_BESIDE_GOODS = 0.2;
/** Of her own interval. */
const NEARLY_DUE = 0.7;
const LOOKED_DAYS = 30;
const LOOKED_MOST = 20;
/** As what so many of all shoppers buy. */
const LIKES = { tag: 0.05, seen: 0.1 } as const;

/** What a slot shows her now; who is held out is shown what is popular. Everything comes from memory but her tags, what she looked at, and the cards. */
export async function recommendTo(ctx: Ctx, ports: Ports, her: Her, asked: Asked): Promise<Shown[]> {
  const knowledge = ports.keeper.now(ctx);
  const values = await getSetting(ctx, rules);
  if (knowledge === null || !isOn(values, asked.slot)) return [];
  const arm = await armOf(ctx, asked.slot, her, values.holdout);
  const found = await find(ctx, ports, { knowledge, values, her, asked, treated: arm.treated });
  if (found.length > 0 && arm.fresh) await meet(ctx, asked.slot, her, arm, values.holdout);
  return found.map(({ score: _, ...shown }) => shown);
}

/** The same for an operator: as things stand now, and nothing is counted. */
export async function sampleFor(ctx: Ctx, ports: Ports, her: Her, asked: Asked) {
  const knowledge = await ports.keeper.renewed(ctx);
  const values = await getSetting(ctx, rules);
  const arm: Arm = await armOf(ctx, asked.slot, her, values.holdout);
  const items = await find(ctx, ports, { knowledge, values, her, asked, treated: arm.treated });
  const profile = knowledge.profileOf(her.personNo);
  return { arm: arm.treated ? ('treated' as const) : ('holdout' as const), baskets: profile.baskets, items };
}

type Search = {
  readonly knowledge: Knowledge;
  readonly values: RecommendationRules;
  readonly her: Her;
  readonly asked: Asked;
  readonly treated: boolean;
};

async function find(ctx: Ctx, ports: Ports, search: Search): Promise<(Shown & { readonly score: number })[]> {
  const { knowledge, her, asked } = search;
  const profile = knowledge.profileOf(her.personNo);
  // Both arms come to a slot under the same condition.
  if (asked.slot === 'next' && profile.baskets < FEWEST_BASKETS) return [];
  const today = daysBetween('1970-01-01', shanghaiDay(ctx.now()));
  const picks = await pick(ctx, ports, search, profile, today);
  const { goods } = knowledge;
  const cards = await ports.cards(
    ctx,
    picks.flatMap(({ item }) => goods.ids[item] ?? []),
  );
  const byId = new Map(cards.map((card) => [card.id, card]));
  const shown = picks.flatMap(({ item, why, score }) => {
    const card = byId.get(goods.ids[item] ?? '');
    const reason = reasonOf(why, (of) => goods.names[of], today);
    return card ? [{ ...card, reason, why: why.kind, score }] : [];
  });
  return shown.slice(0, MOST);
}

async function pick(
  ctx: Ctx,
  ports: Ports,
  { knowledge: { goods, model }, values, her, asked, treated }: Search,
  profile: Profile,
  today: number,
): Promise<readonly Pick[]> {
  const from = asked.from.flatMap((id) => goods.placeOf.get(id) ?? []);
  const most = MOST + SPARE;
  const resting = new Set(
    profile.habits.filter((habit) => isResting(habit, today, asked.slot, values.rest)).map(({ item }) => item),
  );
  const may = (item: number) => goods.offered.has(item) && !resting.has(item);
  if (!treated) return recommend(model, POPULARITY, NOBODY, { most, from, may });
  const fresh = Math.round((most * freshShare(values, asked.slot)) / 100);
  return recommend(model, PARAMETERS, profile, {
    ...{ most, from, may, fresh: { least: fresh, most: fresh } },
    own: from.length > 0 ? OWN_BESIDE_GOODS : 1,
    liked: await likings(ctx, ports, her, goods),
  });
}

const NOBODY: Profile = { baskets: 0, habits: [] };
/** Nothing leads to anything: what is left is how many buy it. */
const POPULARITY = { ...PARAMETERS, companions: 0 };

/**
 * She bought it a moment ago; what she buys more often than that comes back when half of her own interval is over. What is to be stocked up
 * waits for her rhythm, however long that is.
 */
function isResting(habit: Habit, today: number, slot: Slot, rest: number): boolean {
  const rhythm = rhythmOf(habit);
  const since = today - habit.lastDay;
  if (slot === 'next' && rhythm !== null) return since < rhythm * NEARLY_DUE;
  return since < (habit.count >= 3 && rhythm !== null ? Math.min(rest, rhythm / 2) : rest);
}

/** Goods of categories and tags that her own tags speak of (quiz answers among them), and what she looked at. */
async function likings(ctx: Ctx, ports: Ports, { memberId }: Her, goods: Goods): Promise<ReadonlyMap<number, Liking>> {
  const since = new Date(ctx.now().getTime() - LOOKED_DAYS * DAY_MS);
  const [hers, looked] = await Promise.all([tags.of(ctx, memberId), ports.lookedAt(ctx, memberId, since, LOOKED_MOST)]);
  const liked = new Map<number, Liking>();
  for (const tag of hers)
    for (const [feature, places] of goods.byFeature)
      if (speaksOf(tag, feature)) for (const item of places) liked.set(item, { likes: LIKES.tag, by: 'tag', tag });
  for (const id of looked) {
    const item = goods.placeOf.get(id);
    if (item !== undefined) liked.set(item, { likes: LIKES.seen, by: 'seen', tag: '' });
  }
  return liked;
}

/** 爱水果 speaks of 水果. One character says too little. */
function speaksOf(tag: string, feature: string): boolean {
  return feature.length >= 2 && (tag.includes(feature) || (tag.length >= 2 && feature.includes(tag)));
}
