import { accountsPages } from '../domains/accounts/pages.ts';
import { activitiesPages } from '../domains/activities/pages.ts';
import { analyticsPages } from '../domains/analytics/pages.ts';
import { audiencesPages } from '../domains/audiences/pages.ts';
import { benefitsPages } from '../domains/benefits/pages.ts';
import { briefingsPages } from '../domains/briefings/pages.ts';
import { calendarPages } from '../domains/calendar/pages.ts';
import { catalogPages } from '../domains/catalog/pages.ts';
import { codesPages } from '../domains/codes/pages.ts';
import { collectorsPages } from '../domains/collectors/pages.ts';
import { contentPages } from '../domains/content/pages.ts';
import { couponsPages } from '../domains/coupons/pages.ts';
import { dashboardsPages } from '../domains/dashboards/pages.ts';
import { distributionPages } from '../domains/distribution/pages.ts';
import { experimentsPages } from '../domains/experiments/pages.ts';
import { importsPages } from '../domains/imports/pages.ts';
import { interestsPages } from '../domains/interests/pages.ts';
import { journeysPages } from '../domains/journeys/pages.ts';
import { leadersPages } from '../domains/leaders/pages.ts';
import { loyaltyPages } from '../domains/loyalty/pages.ts';
import { membersPages } from '../domains/members/pages.ts';
import { messagingPages } from '../domains/messaging/pages.ts';
import { ordersPages } from '../domains/orders/pages.ts';
import { outcomesPages } from '../domains/outcomes/pages.ts';
import { overviewPages } from '../domains/overview/pages.ts';
import { pagesPages } from '../domains/pages/pages.ts';
import { payCouponPages } from '../domains/paycoupons/pages.ts';
import { pickupsPages } from '../domains/pickups/pages.ts';
import { placementsPages } from '../domains/placements/pages.ts';
import { postersPages } from '../domains/posters/pages.ts';
import { pricingPages } from '../domains/pricing/pages.ts';
import { quizzesPages } from '../domains/quizzes/pages.ts';
import { recommendationsPages } from '../domains/recommendations/pages.ts';
import { rehearsalsPages } from '../domains/rehearsals/pages.ts';
import { reviewsPages } from '../domains/reviews/pages.ts';
import { groupPages, scrmPages } from '../domains/scrm/pages.ts';
import { settingsPages } from '../domains/settings/pages.ts';
import { storesPages } from '../domains/stores/pages.ts';
import { targetsPages } from '../domains/targets/pages.ts';
import { themesPages } from '../domains/themes/pages.ts';
import { todosPages } from '../domains/todos/pages.ts';
import { webhooksPages } from '../domains/webhooks/pages.ts';
import type { Page } from '../ground/page.ts';

/** Every page of the console: a line a domain. */
export const pages: readonly Page[] = [
  ...overviewPages,
  ...catalogPages,
  ...interestsPages,
  ...reviewsPages,
  ...ordersPages,
  ...pickupsPages,
  ...membersPages,
  ...audiencesPages,
  ...couponsPages,
  ...payCouponPages,
  ...pricingPages,
  ...activitiesPages,
  ...quizzesPages,
  ...distributionPages,
  ...leadersPages,
  ...postersPages,
  ...pagesPages,
  ...contentPages,
  ...themesPages,
  ...placementsPages,
  ...recommendationsPages,
  ...experimentsPages,
  ...calendarPages,
  ...benefitsPages,
  ...loyaltyPages,
  ...journeysPages,
  ...rehearsalsPages,
  ...scrmPages,
  ...accountsPages,
  ...groupPages,
  ...todosPages,
  ...webhooksPages,
  ...messagingPages,
  ...targetsPages,
  ...dashboardsPages,
  ...analyticsPages,
  ...outcomesPages,
  ...briefingsPages,
  ...codesPages,
  ...collectorsPages,
  ...importsPages,
  ...storesPages,
  ...settingsPages,
];
