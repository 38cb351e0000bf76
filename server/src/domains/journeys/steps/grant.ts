import type { Ctx } from '../../../platform/ctx.ts';
import { grant } from '../../benefits/index.ts';
import { chineseDay } from '../../messaging/index.ts';
import type { NodeOf } from '../definition.ts';
import { addContext, readInfos } from '../queries.ts';
import { type Move, type Plan, type Run, visitKey } from '../run.ts';

/**
 * Give a coupon to everyone but the holdout, for whom nothing is spent. Who does not get one (budget spent, coupon ended)
 * goes on all the same; the message after it tells of it only what was given.
 */
export async function giveBenefit(
  ctx: Ctx,
  plan: Plan,
  node: NodeOf<'grant'>,
  runs: readonly Run[],
): Promise<readonly Move[]> {
  const infos = await readInfos(
    ctx,
    runs.map((r) => r.id),
  );
  const treated = runs.filter((run) => run.treated && infos.has(run.id));
  const because = { kind: 'journey', id: plan.journeyId, label: `旅程「${plan.name}」`, node: node.key };
  const outcomes = await grant(ctx, {
    grants: treated.map((run) => {
      const category = node.scope === 'bought_category' ? infos.get(run.id)?.context.categoryId : undefined;
      const coupon = { kind: 'coupon', templateId: node.couponTemplateId };
      return {
        key: visitKey(run, node),
        memberId: infos.get(run.id)?.memberId ?? '',
        personNo: run.personNo,
        package: [category ? { ...coupon, categoryId: category } : coupon],
        because,
        budgetId: plan.definition.budgetId,
      };
    }),
  });
  const byKey = new Map(outcomes.map((o) => [o.key, o]));
  await addContext(
    ctx,
    treated.flatMap((run) => {
      const given = byKey.get(visitKey(run, node))?.given[0];
      if (!given) return [];
      // The end is exclusive, midnight mostly: the day told is the last on which it may be used.
      const until = given.validTo ? chineseDay(new Date(given.validTo.getTime() - 1)) : '';
      return [{ runId: run.id, values: { coupon: given.label, sentence: given.sentence ?? given.label, until } }];
    }),
  );
  return [{ runs, next: node.next }];
}
