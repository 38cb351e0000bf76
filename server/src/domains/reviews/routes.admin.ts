import { reviewContract as contract } from '@huoshui/contracts/reviews';
import { words } from '@huoshui/contracts/words';
import { reviewAct } from '@huoshui/contracts/words/reviews';
import { readForm } from '../../platform/form/read.ts';
import { type Route, route } from '../../platform/routes.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { listReviews, readReview, reviewTable } from './list-admin.ts';
import { judgeReviews, replyToReview } from './moderate.ts';
import { reviewRule, reviewRuleForm, ruleOf } from './review-rule.ts';

const read = { can: 'reviews.read' } as const;

export const adminRoutes = (kinds: BenefitKinds): readonly Route[] => [
  route(contract, 'GET /api/admin/reviews', read, async (ctx, { query }) => listReviews(ctx, query)),
  route(
    contract,
    'GET /api/admin/reviews.csv',
    { ...read, download: csvFile('reviews') },
    async (ctx, { query: { language, as, ...which } }) => tableFile(await reviewTable(ctx, which), { language, as }),
  ),
  route(
    contract,
    'POST /api/admin/reviews/judgements',
    {
      can: 'reviews.write',
      audit: ({ body }, { changed }) => ({
        summary: words(
          `${reviewAct[body.act].zh} ${changed} 条`,
          `${reviewAct[body.act].en}: ${changed} of ${body.ids.length}`,
        ),
        details: { ids: body.ids, reason: body.reason },
      }),
    },
    async (ctx, { body }) => ({ changed: await judgeReviews(ctx, kinds, body) }),
  ),
  route(
    contract,
    'PUT /api/admin/reviews/:id/reply',
    { can: 'reviews.write', audit: words('回复评价', 'Replied to a review') },
    async (ctx, { params, body }) => {
      await replyToReview(ctx, params.id, body.text);
      return readReview(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/settings/reviews', read, async (ctx) => getSetting(ctx, reviewRule)),
  route(
    contract,
    'PUT /api/admin/settings/reviews',
    { can: 'reviews.write', audit: words('修改评价规则', 'Changed the rule of reviews') },
    async (ctx, { body }) => {
      const stored = await getSetting(ctx, reviewRule);
      await putSetting(ctx, reviewRule, ruleOf(await readForm(ctx, reviewRuleForm, body, { stored })));
      return getSetting(ctx, reviewRule);
    },
  ),
];
