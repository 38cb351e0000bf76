import type { Activity } from '@huoshui/contracts/activities';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pickedByForm } from '../../platform/form/check.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import type { ConditionKit } from '../audiences/index.ts';
import { type ActivityRow, stateOf } from './activity.ts';
import { activityForm, giftsOf } from './activity-form.ts';
import { playOf } from './plays.ts';

export type ActivityView = Omit<Static<typeof Activity>, 'revision'>;
type Sums = { readonly entries: number; readonly rewards: number };

/** As the console shows them: names of what they give and their sums are looked up together. */
export async function presentActivities(
  ctx: Ctx,
  conditions: ConditionKit,
  rows: readonly ActivityRow[],
): Promise<ActivityView[]> {
  const formOf = ({ play }: ActivityRow) => activityForm(playOf(play), conditions);
  const [names, sums] = await Promise.all([
    ctx.names(
      ctx,
      rows.flatMap((row) => pickedByForm(formOf(row), row.own)),
    ),
    sumsOf(ctx, rows),
  ]);
  return rows.map((row) => {
    const { no, id, name, play, startsAt, endsAt, own, stoppedBecause, createdAt } = row;
    return {
      ...{ id, name, play, values: own, stoppedBecause },
      state: stateOf(row, ctx.now()),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      sentence: formOf(row).sentence(own, names),
      trouble: troubleOf(row, names),
      ...(sums.get(no) ?? { entries: 0, rewards: 0 }),
      createdAt: createdAt.toISOString(),
    };
  });
}

/** A gift or a budget that is over is promised to people who will not get it. */
function troubleOf({ play, own, values: { tiers, budget } }: ActivityRow, names: FoundNames): Words | null {
  const welcome = playOf(play).brings?.(own).welcome ?? null;
  const isGone = (gift: string) => names('benefit', gift) === null || names.ended('benefit', gift);
  const gone = [...tiers, ...(playOf(play).draws?.(own).prizes ?? [])].flatMap((tier, at) =>
    giftsOf(tier).some(isGone) ? [at + 1] : [],
  );
  const parts = [
    ...(gone.length === 0
      ? []
      : [words(`第 ${gone.join('、')} 档的奖品已结束，发不出去`, `the gift of tier ${gone.join(', ')} has ended`)]),
    ...(welcome !== null && (names('benefit', welcome) === null || names.ended('benefit', welcome))
      ? [words('新人礼已结束，发不出去', 'the newcomer’s gift has ended')]
      : []),
    ...(budget !== null && names.ended('budget', budget) ? [words('预算已关闭', 'its budget is closed')] : []),
  ];
  return parts.length === 0 ? null : joinWords(parts, words('；', '; '));
}

async function sumsOf(ctx: Ctx, rows: readonly ActivityRow[]): Promise<ReadonlyMap<number, Sums>> {
  const { rows: sums } = await sql<Sums & { activityNo: number }>`
    select e.activity_no, count(*)::int as entries, coalesce(sum(r.rewards), 0)::int as rewards
    from activities.entry e left join lateral (
      select count(*) as rewards from activities.reward r where r.entry_no = e.no and r.state in ('due', 'held', 'given', 'refused', 'denied')
    ) r on true
    where e.activity_no = any(${rows.map(({ no }) => no)}::int[]) and not e.tester and e.behind is null group by e.activity_no
  `.execute(ctx.db);
  return new Map(sums.map(({ activityNo, ...sum }) => [activityNo, sum]));
}
