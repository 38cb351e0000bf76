import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type BenefitKinds, describe, grant } from '../../benefits/index.ts';
import { scrmErrors } from '../errors.ts';
import { STAFF_COUPON_CARD, STAFF_GIFT } from '../her-words.ts';
import { type Known, knownOf, me } from './hers.ts';
import { walletCard } from './send.ts';
import { sidebarSetting } from './settings.ts';
import type { Out } from './shapes.ts';

const itemOf = (templateId: string) => ({ kind: 'coupon', templateId });

/** The coupons that staff may give, as they stand, and how many more she may give today. */
export async function listCoupons(ctx: Ctx, benefits: BenefitKinds): Promise<Out<'GET /api/staff/coupons'>> {
  const { coupons, couponsPerDay } = await getSetting(ctx, sidebarSetting);
  const ids = coupons ?? [];
  const names = await ctx.names(
    ctx,
    ids.map((id) => ({ of: 'coupon' as const, id })),
  );
  const offered = await Promise.all(ids.map(async (id) => describe(ctx, benefits, itemOf(id))));
  return {
    left: Math.max(0, couponsPerDay - (await givenToday(ctx))),
    items: ids.map((id, at) => ({
      id,
      name: names('coupon', id)?.zh ?? id,
      sentence: offered[at]?.sentence ?? '',
      can: Boolean(offered[at]) && offered[at]?.left !== 0,
    })),
  };
}

/**
 * One of a kind a friend a day, and no more in all than staff may give a day: the same tap twice gives one. Throws
 * `scrm.coupon_not_for_staff`, `coupons_of_today_given`, `coupon_unavailable`, `customer_unknown`.
 */
export async function giveCoupon(
  ctx: Ctx,
  benefits: BenefitKinds,
  externalUserid: string,
  templateId: string,
): Promise<Out<'POST /api/staff/customers/:id/coupons'>> {
  const { coupons, couponsPerDay } = await getSetting(ctx, sidebarSetting);
  if (!coupons?.includes(templateId)) throw scrmErrors.error('coupon_not_for_staff');
  const known = await knownOf(ctx, externalUserid);
  const { id, name } = me(ctx);
  const given = await giveOne(ctx, benefits, known, templateId, {
    key: `staff:${known.friendId}:${templateId}:${shanghaiDay(ctx.now())}`,
    because: { kind: 'staff', id, label: words(`导购 ${name} 在聊天里送`, `Given in the chat by ${name}`) },
  });
  // In the transaction of the grant: what is one too many was never given.
  if (given) await countOne(ctx, couponsPerDay);
  return { given, send: { text: null, card: walletCard(ctx, STAFF_COUPON_CARD) } };
}

/** True: given now; false: under this key it was given before. Throws `scrm.coupon_limit`, `coupon_unavailable`. */
export async function giveOne(
  ctx: Ctx,
  benefits: BenefitKinds,
  { memberId, personNo }: Pick<Known, 'memberId' | 'personNo'>,
  templateId: string,
  { key, because }: { readonly key: string; readonly because: { kind: string; id: string; label: Words } },
): Promise<boolean> {
  const [outcome] = await grant(ctx, benefits, {
    grants: [{ memberId, personNo, package: [itemOf(templateId)], because: { ...because, said: STAFF_GIFT }, key }],
  });
  if (outcome?.outcome === 'granted') return true;
  if (outcome?.outcome === 'repeated') return false;
  throw scrmErrors.error(outcome?.outcome === 'limit' ? 'coupon_limit' : 'coupon_unavailable');
}

async function countOne(ctx: Ctx, most: number): Promise<void> {
  const { rows } = await sql`
    insert into scrm.coupon_day as d (userid, day, given) values (${me(ctx).id}, ${shanghaiDay(ctx.now())}::date, 1)
    on conflict (userid, day) do update set given = d.given + 1 where d.given < ${most} returning 1
  `.execute(ctx.db);
  if (rows.length === 0) throw scrmErrors.error('coupons_of_today_given', { most });
}

async function givenToday(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ given: number }>`
    select given from scrm.coupon_day where userid = ${me(ctx).id} and day = ${shanghaiDay(ctx.now())}::date
  `.execute(ctx.db);
  return rows[0]?.given ?? 0;
}
