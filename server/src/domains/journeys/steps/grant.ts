import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { type BenefitKinds, benefitItem, grant as give, revokeGiven } from '../../benefits/index.ts';
import { chineseDay } from '../../messaging/index.ts';
import { notGiven } from '../not-given.ts';
import { addContext, readInfos } from '../queries.ts';
import { causeOf, nodePrefix, visitKey } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/**
 * Give a benefit of any kind. Who does not get one (budget spent, ended) goes on all the same, and is told nothing
 * of it: what was given, or why nothing was, goes with her, and stands beside her among the people of the journey. For the held out nothing is spent.
 */
export const grant = (benefits: BenefitKinds) =>
  step({
    kind: 'grant',
    words: words('送权益', 'Give a benefit'),
    group: 'give',
    form: form({
      fields: [
        { key: 'benefit', label: words('权益', 'Benefit'), kind: 'picker', of: 'benefit' },
        {
          key: 'scope',
          label: words('适用范围', 'Good for'),
          kind: 'choice',
          options: [
            { value: 'template', label: words('按权益自己的规则', 'What its own rules say') },
            { value: 'bought_category', label: words('限所购品类', 'Only the category that was bought') },
          ],
          initial: 'template',
        },
      ],
      sentence: ({ benefit, scope }, names) => {
        const name = names('benefit', benefit);
        const limit = scope === 'bought_category' ? words('，限所购品类', ', in the category bought') : words('', '');
        return words(
          `发放「${name?.zh ?? '权益'}」${limit.zh}`,
          `Give ${name === null ? 'a benefit' : `“${name.en}”`}${limit.en}`,
        );
      },
    }),
    ways: [next],
    misplaced: ({ scope }, { knows }) =>
      scope === 'bought_category' && !knows.includes('categoryId')
        ? words(
            '只有由订单触发的旅程才知道买了什么品类',
            'Only a journey that an order begins knows which category was bought',
          )
        : null,
    reaches: ({ benefit }) => ({ gives: [benefitItem(benefits, benefit)] }),
    adds: (gifts) => ({
      // Of what does not end (points without a rule, a level's growth) nobody can say until when.
      next: gifts.every(({ validTo }) => validTo !== undefined) ? GIVEN : GIVEN.filter((name) => name !== 'until'),
    }),
    async run(ctx, plan, node, runs) {
      const infos = await readInfos(ctx, runs);
      const item = benefitItem(benefits, node.values.benefit);
      const outcomes = await give(ctx, benefits, {
        grants: runs.flatMap((run) => {
          const info = infos.get(run.id);
          if (!info) return [];
          const categoryId = node.values.scope === 'bought_category' ? info.context.categoryId : undefined;
          return [
            {
              key: visitKey(run, node),
              memberId: info.memberId,
              personNo: run.personNo,
              package: [categoryId ? { ...item, categoryId } : item],
              because: { ...causeOf(plan), node: node.key },
              budgetId: plan.definition.budgetId,
            },
          ];
        }),
      });
      const byKey = new Map(outcomes.map((o) => [o.key, o]));
      await addContext(
        ctx,
        runs.flatMap((run) => {
          const outcome = byKey.get(visitKey(run, node));
          if (!outcome || outcome.outcome === 'repeated') return [];
          const [given] = outcome.given;
          // Nothing of an earlier gift may be told as if it were this one.
          if (!given)
            return [
              {
                runId: run.id,
                values: { ...NOTHING, refused: outcome.outcome, ...notGiven(outcome.outcome, node.values.benefit) },
              },
            ];
          // The end is exclusive, midnight mostly: the day told is the last on which it may be used.
          const until = given.validTo ? chineseDay(new Date(given.validTo.getTime() - 1)) : '';
          const { label: coupon, sentence = coupon, grantId } = given;
          const usableFrom = given.validFrom?.toISOString() ?? '';
          return [{ runId: run.id, values: { coupon, sentence, until, usableFrom, grantId, refused: '' } }];
        }),
      );
      return [{ runs, way: 'next' }];
    },
    async undo(ctx, plan, node, runs) {
      await revokeGiven(ctx, benefits, {
        keyPrefixes: runs.map(({ runId }) => nodePrefix(runId, node)),
        because: causeOf(plan),
      });
    },
  });

const GIVEN = ['coupon', 'sentence', 'until', 'usableFrom', 'grantId', 'refused'] as const;
const NOTHING = { coupon: '', sentence: '', until: '', usableFrom: '', grantId: '' } as const;
