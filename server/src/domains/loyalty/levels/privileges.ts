import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { someKeys } from '../../../platform/db.ts';
import { couponDiscounts, discountOf, type Offer, type OfferSource, type UnitPrice } from '../../pricing/index.ts';
import { cardIn } from '../cards/card.ts';
import { readKinds } from '../cards/kinds.ts';
import { cardMonthSql, holdRunning, isRunning } from '../cards/living.ts';
import { daysDuring } from '../days/during.ts';
import { birthdaysFor } from '../days/held.ts';
import { isForMember } from '../days/member-day.ts';
import { type DayPrice, dayPrices } from '../days/prices.ts';
import { heldOn } from '../days/schedule.ts';
import { loyaltyErrors } from '../errors.ts';
import { readLadder } from './ladder.ts';
import { levelOf } from './level.ts';
import { deliveryOf as deliveryOffer, holderIn, isQuota, privilegeSourceName } from './offer-names.ts';
import { claimQuotas, releaseQuotas } from './quotas.ts';

/** What entitles her: her level, a card, or a day of members. Percent that she pays; free deliveries of this month, and how many of them are used. */
type Entitled = {
  readonly memberId: string;
  readonly holder: string;
  readonly name: string;
  readonly paysPercent: number | null;
  readonly freeShipping: number | null;
  readonly used: number;
  /** Where it is a day: when it comes, and for what goods. */
  readonly day?: Omit<DayPrice, 'name' | 'paysPercent'> | null;
};

/**
 * What levels, cards and member days entitle to at checkout: a price of each piece, of which and all others the lowest counts, and free deliveries,
 * used by themselves where a fee is due. One statement for a whole group of checkouts, and none of its own where nobody has any.
 */
export const privilegeSource: OfferSource = {
  name: privilegeSourceName,
  shown: { as: 'member_day', page: () => '/member-days', needs: 'loyalty.read' },

  async find(ctx, question) {
    const [found] = await findAll(ctx, [question]);
    return found ?? {};
  },

  findMany: findAll,

  /** What a level entitles to, whatever hers is and whether levels are on yet; none of its deliveries used. */
  async suppose(ctx, question, { ids: [id] }) {
    if (id === undefined) return privilegeSource.find(ctx, question);
    const level = levelOf(await readLadder(ctx), id);
    if (level === undefined) throw loyaltyErrors.error('level_not_found', { id });
    const supposed = entitledTo({ ...level, memberId: question.memberId, holder: 'level', used: 0 }, question);
    const days = (await findEntitled(ctx, [question])).filter(({ day }) => day);
    return { ...supposed, prices: [...supposed.prices, ...days.flatMap((one) => entitledTo(one, question).prices)] };
  },

  /** The best price that a level or a card on offer gives, by its id, and the member days of the time. */
  async during(ctx, window) {
    const days = await daysDuring(ctx, window);
    const cards = (await readKinds(ctx)).filter(({ ended }) => !ended);
    const [best] = [...(await readLadder(ctx)), ...cards]
      .filter(({ paysPercent }) => paysPercent !== null)
      .sort((a, b) => (a.paysPercent ?? 100) - (b.paysPercent ?? 100));
    if (best === undefined) return days;
    const standing = { ...best, memberId: '', holder: best.id, used: 0 };
    return { ...days, prices: (lines) => [...pricesOf(standing, lines), ...(days.prices?.(lines) ?? [])] };
  },

  async claim(ctx, claims) {
    const quotas = claims.filter(({ offerId }) => isQuota(offerId));
    const holders = claims.map(({ offerId }) => holderIn(offerId));
    const cards = await holdRunning(ctx, holders);
    const stands = (offerId: string) => cardIn(holderIn(offerId)) === null || cards.has(holderIn(offerId));
    const claimed = await claimQuotas(
      ctx,
      quotas.filter(({ offerId }) => stands(offerId)),
      cards,
    );
    return claims.map(({ orderId, offerId }) => {
      if (!stands(offerId)) return { orderId, offerId, outcome: 'refused', error: loyaltyErrors.error('card_over') };
      return !isQuota(offerId) || claimed.has(orderId)
        ? { orderId, offerId, outcome: 'claimed' }
        : { orderId, offerId, outcome: 'refused', error: loyaltyErrors.error('free_delivery_used') };
    });
  },

  release: async (ctx, orderIds) => releaseQuotas(ctx, orderIds, { paid: false }),
};

type Question = Parameters<OfferSource['find']>[1];

async function findAll(ctx: Ctx, questions: readonly Question[]) {
  const entitled = await findEntitled(ctx, questions);
  return questions.map((question) => {
    const hers = entitled
      .filter(({ memberId }) => memberId === question.memberId)
      .map((one) => entitledTo(one, question));
    return { prices: hers.flatMap(({ prices }) => prices), offers: hers.flatMap(({ offers }) => offers) };
  });
}

function entitledTo(one: Entitled, { lines, now }: Question) {
  return { prices: pricesOf(one, lines), offers: deliveryOf(one, now) };
}

/** Of days those that are held at the moment that is asked about. */
async function findEntitled(ctx: Ctx, questions: readonly Question[]): Promise<readonly Entitled[]> {
  const memberIds = someKeys(
    'text',
    questions.map(({ memberId }) => memberId),
  );
  const { rows } = await sql<Entitled>`
    select s.member_id, 'level' as holder, l.name, l.pays_percent, l.free_shipping, coalesce(q.used, 0) as used, null::jsonb as day
    from loyalty.standing s join loyalty.level l on l.id = s.level_id
    join platform.setting rule on rule.key = 'loyalty.growth' and (rule.value ->> 'on')::bool
    left join loyalty.quota q on q.member_id = s.member_id and q.holder = 'level' and q.month = ${monthOf(ctx)}
    where s.member_id = any(${memberIds}) and (l.pays_percent is not null or l.free_shipping is not null)
    union all
    select c.member_id, 'card:' || c.id, c.name, c.pays_percent, c.free_shipping, coalesce(q.used, 0), null
    from loyalty.card c
    left join loyalty.quota q on q.member_id = c.member_id and q.holder = 'card:' || c.id and q.month = ${cardMonthSql(ctx.now())}
    where c.member_id = any(${memberIds}) and ${isRunning(ctx.now())}
    union all
    select m.id, 'day:' || d.id, d.name, d.pays_percent, null, 0,
      jsonb_build_object('id', d.id, 'schedule', d.schedule, 'scope', d.scope)
    from unnest(${memberIds}) as m (id)
    join loyalty.member_day d on not d.ended and d.pays_percent is not null and ${isForMember(ctx, sql`m.id`)}
  `.execute(ctx.db);
  const days = rows.flatMap(({ memberId, day }) => (day ? [{ memberId, schedule: day.schedule }] : []));
  if (days.length === 0) return rows;
  const [birthday, now] = [await birthdaysFor(ctx, days), questions[0]?.now ?? ctx.now()];
  return rows.filter(
    ({ memberId, day }) => !day || heldOn(day.schedule, shanghaiDay(now), birthday(memberId)) !== null,
  );
}

function pricesOf({ holder, name, paysPercent, day }: Entitled, lines: Question['lines']): UnitPrice[] {
  if (paysPercent === null) return [];
  if (day) return dayPrices({ ...day, name, paysPercent }, lines);
  const label = words(`${name} ${paysPercent / 10} 折`, `${name}, ${100 - paysPercent}% off`);
  return lines.map(({ skuId, listPrice }) => ({
    source: privilegeSourceName,
    offerId: holder,
    skuId,
    price: Math.round((listPrice * paysPercent) / 100),
    most: null,
    label,
    badge: priceBadge,
  }));
}

/** Nothing where this month's are used up. */
function deliveryOf({ holder, name, freeShipping, used }: Entitled, now: Date): Offer[] {
  if (freeShipping === null || used >= freeShipping) return [];
  return [
    {
      id: deliveryOffer(holder),
      source: privilegeSourceName,
      layer: 'shipping',
      automatic: true,
      scope: { kind: 'all', ids: [], exceptProductIds: [] },
      discount: discountOf(couponDiscounts.freeShipping, { threshold: 0, cap: null }),
      stacking: { group: 'levels.delivery', once: 'cart', exclusive: false, priority: 0, base: 'current' },
      startsAt: now,
      endsAt: null,
      hint: { label: name, badge: deliveryBadge },
    },
  ];
}

export function monthOf(ctx: Pick<Ctx, 'now'>): string {
  return shanghaiDay(ctx.now()).slice(0, 7);
}

const priceBadge: Words = words('会员折扣', 'Member discount');
const deliveryBadge: Words = words('会员免邮', 'Free delivery');
