import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { type BenefitKinds, benefitItem, grant, revokeGiven } from '../benefits/index.ts';
import { isWorth, type Rule } from './gate.ts';
import type { Review } from './review.ts';
import { reviewRule } from './review-rule.ts';

/**
 * Gives for reviews that others see now and that are worth it: each once, for good, and so many a day to one person. A reward that was
 * taken back does not come again. One member after the other in one order, each held: two of hers at once know of each other.
 */
export async function reward(ctx: Ctx, kinds: BenefitKinds, reviews: readonly Review[]): Promise<void> {
  const rule = await getSetting(ctx, reviewRule);
  const items = packageOf(kinds, rule);
  const worth = reviews.filter((one) => one.state === 'shown' && one.rewardedAt === null && isWorth(rule, one));
  if (items.length === 0 || worth.length === 0) return;
  await holdMembers(ctx, worth);
  const due = await mark(ctx, worth, rule.perDay);
  await grant(ctx, kinds, {
    grants: due.map(({ id, memberId, personNo, productName }) => ({
      memberId,
      personNo,
      package: items,
      because: {
        kind: 'review',
        id: 'review',
        label: words(`评价「${productName}」`, `For reviewing “${productName}”`),
        said: words('感谢你的评价', 'Thank you for your review').zh,
      },
      key: `review:${id}`,
    })),
  });
}

/** What was given for these is taken back, where it is still there: they are hidden, or their goods went back. */
export async function takeRewardsBack(ctx: Ctx, kinds: BenefitKinds, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update reviews.review set reward_back_at = ${ctx.now()}
    where id = any(${[...ids]}::text[]) and rewarded_at is not null and reward_back_at is null returning id
  `.execute(ctx.db);
  if (rows.length === 0) return;
  const label = words('评价奖励收回', 'The reward of a review was taken back');
  const keyPrefixes = rows.map(({ id }) => `review:${id}`);
  await revokeGiven(ctx, kinds, { keyPrefixes, because: { kind: 'review', id: 'review', label } });
}

function packageOf(kinds: BenefitKinds, { points, gift }: Rule) {
  const item = points === 0 ? [] : [benefitItem(kinds, `points:${points}`)];
  return gift === null ? item : [...item, benefitItem(kinds, gift)];
}

async function holdMembers(ctx: Ctx, reviews: readonly Review[]): Promise<void> {
  const keys = [...new Set(reviews.map(({ memberId }) => `reviews.reward ${memberId}`))].sort();
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, 5)) from unnest(${keys}::text[]) with ordinality as k (key, n) order by n
  `.execute(ctx.db);
}

/** Those that are given for now: as many of each member as her day still holds, the oldest first. */
async function mark(ctx: Ctx, reviews: readonly Review[], perDay: number): Promise<Review[]> {
  const today = dayStart(shanghaiDay(ctx.now()));
  const { rows } = await sql<{ id: string }>`
    with asked as (
      select r.id, row_number() over (partition by r.member_id order by r.created_at, r.id) as nth,
        (select count(*) from reviews.review o where o.member_id = r.member_id and o.rewarded_at >= ${today}) as had
      from reviews.review r where r.id = any(${reviews.map(({ id }) => id)}::text[]) and r.rewarded_at is null
    )
    update reviews.review r set rewarded_at = ${ctx.now()} from asked
    where r.id = asked.id and asked.had + asked.nth <= ${perDay}
    returning r.id
  `.execute(ctx.db);
  const marked = new Set(rows.map(({ id }) => id));
  return reviews.filter(({ id }) => marked.has(id));
}
