import { words } from '@huoshui/contracts/words';
import { churnSign, type rhythm as rhythmWords, type role as roleWords } from '@huoshui/contracts/words/audiences';
import { daysBetween, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import { getSetting } from '../../../platform/settings.ts';
import { ofPerson } from '../../analytics/index.ts';
import { findMembers } from '../../members/index.ts';
import { activitySql, HALF_DAYS } from './activity-sql.ts';
import { preferenceSql } from './preference-sql.ts';
import { memberRules } from './rules.ts';

type Liked = Readonly<Record<'score' | 'views' | 'carts' | 'buys', number>> & { readonly category: string };
type Activity = {
  readonly role: keyof typeof roleWords;
  readonly rhythm: keyof typeof rhythmWords;
  readonly lastMs: number;
} & Readonly<Record<'visits' | 'recent' | 'before' | 'checkouts' | 'refusals' | 'fewer' | 'stuck' | 'refused', number>>;

/** What she likes and how she comes by, each with its reason; null where nothing is known of her. */
export async function herInsight(ctx: Ctx, memberId: string) {
  const personNo = (await findMembers(ctx, [memberId])).get(memberId)?.personNo;
  if (personNo === undefined) return null;
  const rules = await getSetting(ctx, memberRules);
  const [liked, activity] = await Promise.all([
    runQuery<Liked>(
      ctx,
      piece`SELECT category, score, views, carts, buys FROM (${preferenceSql(rules, ctx.now(), ofPerson(personNo))}) WHERE place <= 5 ORDER BY place`,
    ),
    runOne<Activity>(
      ctx,
      piece`SELECT role, rhythm, toUnixTimestamp64Milli(last_visit) AS lastMs, visits, recent, before, checkouts, refusals, fewer, stuck, refused
        FROM (${activitySql(rules, ctx.now(), ofPerson(personNo))})`,
    ),
  ]);
  if (!activity) return null;
  const names = await ctx.names(
    ctx,
    liked.map(({ category: id }) => ({ of: 'category' as const, id })),
  );
  return {
    role: activity.role,
    rhythm: activity.rhythm,
    why: whyOf(activity, Number(activity.lastMs), shanghaiDay(ctx.now())),
    signs: signsOf(activity),
    likes: liked.map(({ category, score, views, carts, buys }) => ({
      categoryId: category,
      category: names('category', category) ?? words('已删除的类目', 'a category that is gone'),
      score: Math.round(score * 10) / 10,
      ...{ views: Number(views), carts: Number(carts), buys: Number(buys) },
    })),
  };
}

function whyOf({ visits }: Activity, lastMs: number, today: string) {
  if (lastMs === 0) return words('从来没有来过小程序', 'never opened the mini program');
  const days = daysBetween(shanghaiDay(new Date(lastMs)), today);
  const last =
    days === 0 ? words('今天来过', 'was here today') : words(`${days} 天前来过`, `was here ${days} days ago`);
  return words(
    `最近 30 天来了 ${Number(visits)} 天，${last.zh}`,
    `here on ${Number(visits)} of the last 30 days, ${last.en}`,
  );
}

function signsOf({ fewer, stuck, refused, recent, before, checkouts, refusals }: Activity) {
  const signs = [
    {
      sign: 'fewer' as const,
      is: fewer,
      why: words(
        `最近 ${HALF_DAYS} 天来了 ${Number(recent)} 天，之前 ${HALF_DAYS} 天来了 ${Number(before)} 天`,
        `here on ${Number(recent)} of the last ${HALF_DAYS} days, on ${Number(before)} of those before`,
      ),
    },
    {
      sign: 'stuck' as const,
      is: stuck,
      why: words(
        `最近 30 天进了 ${Number(checkouts)} 次结算都没有买`,
        `went to checkout ${Number(checkouts)} times in 30 days and bought nothing since`,
      ),
    },
    {
      sign: 'refused' as const,
      is: refused,
      why: words(
        `最近 30 天拒绝了 ${Number(refusals)} 次订阅`,
        `refused messages ${Number(refusals)} times in 30 days`,
      ),
    },
  ];
  return signs.filter(({ is }) => Number(is) > 0).map(({ sign, why }) => ({ sign, label: churnSign[sign], why }));
}
