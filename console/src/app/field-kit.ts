import { accountsPickers } from '../domains/accounts/pages.ts';
import { activitiesPickers } from '../domains/activities/pages.ts';
import { analyticsOffers, analyticsPickers } from '../domains/analytics/pages.ts';
import { audiencesPickers } from '../domains/audiences/pages.ts';
import { benefitsPickers } from '../domains/benefits/pages.ts';
import { catalogPickers, catalogUploads } from '../domains/catalog/pages.ts';
import { codesPickers } from '../domains/codes/pages.ts';
import { contentPickers } from '../domains/content/pages.ts';
import { couponsPickers } from '../domains/coupons/pages.ts';
import { distributionPickers } from '../domains/distribution/pages.ts';
import { journeysPickers } from '../domains/journeys/pages.ts';
import { leadersPickers } from '../domains/leaders/pages.ts';
import { loyaltyPickers } from '../domains/loyalty/pages.ts';
import { membersPickers } from '../domains/members/pages.ts';
import { messagingPickers } from '../domains/messaging/pages.ts';
import { pagesPickers } from '../domains/pages/pages.ts';
import { payCouponPickers } from '../domains/paycoupons/pages.ts';
import { placementsPickers } from '../domains/placements/pages.ts';
import { postersPickers } from '../domains/posters/pages.ts';
import { pricingPickers } from '../domains/pricing/pages.ts';
import { quizzesPickers } from '../domains/quizzes/pages.ts';
import { scrmPickers } from '../domains/scrm/pages.ts';
import { storesPickers } from '../domains/stores/pages.ts';
import { themesPickers } from '../domains/themes/pages.ts';
import { todosPickers } from '../domains/todos/pages.ts';
import { webhooksPickers } from '../domains/webhooks/pages.ts';
import { api } from '../ground/api.ts';
import type { FieldKit } from '../ui/form/fields/field-kit.tsx';

/** What the fields of every form need of this console: the pickers of every domain, names of what was picked, previews. */
export const fieldKit: FieldKit = {
  pickers: {
    ...catalogPickers,
    ...pricingPickers,
    ...activitiesPickers,
    ...quizzesPickers,
    ...distributionPickers,
    ...leadersPickers,
    ...postersPickers,
    ...placementsPickers,
    ...pagesPickers,
    ...contentPickers,
    ...themesPickers,
    ...codesPickers,
    ...couponsPickers,
    ...payCouponPickers,
    ...audiencesPickers,
    ...benefitsPickers,
    ...loyaltyPickers,
    ...membersPickers,
    ...messagingPickers,
    ...journeysPickers,
    ...scrmPickers,
    ...accountsPickers,
    ...storesPickers,
    ...todosPickers,
    ...webhooksPickers,
    ...analyticsPickers,
  },
  uploads: catalogUploads,
  nodes: [],
  conditions: async () => (await api('GET /api/admin/conditions')).items,
  estimate: async (condition, segment) =>
    api('POST /api/admin/conditions/estimate', { body: { condition, ...(segment === undefined ? {} : { segment }) } }),
  names: async (picked) =>
    (await api('POST /api/admin/forms/names', { body: { picked: picked.map((one) => ({ ...one })) } })).items,
  preview: async (name, values) =>
    api('POST /api/admin/forms/:name/preview', { params: { name }, body: { values: { ...values } } }),
  offers: analyticsOffers,
};
