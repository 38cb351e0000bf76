import type { broadcastContract } from './account-broadcasts.ts';
import type { accountContract } from './accounts.ts';
import type { activityContract } from './activities.ts';
import type { activityInviteContract } from './activity-invites.ts';
import type { activityRiskContract } from './activity-risk.ts';
import type { advocateContract } from './advocates.ts';
import type { afterSalesContract } from './after-sales.ts';
import type { analyticsContract } from './analytics.ts';
import type { attributionContract } from './attribution.ts';
import type { audienceContract } from './audiences.ts';
import type { bargainContract } from './bargains.ts';
import type { benefitContract } from './benefits.ts';
import type { briefingContract } from './briefings.ts';
import type { cardContract } from './cards.ts';
import type { catalogContract } from './catalog.ts';
import type { checkInContract } from './check-in.ts';
import type { codeContract } from './codes.ts';
import type { collectorContract } from './collectors.ts';
import type { contentContract } from './content.ts';
import type { couponCodeContract } from './coupon-codes.ts';
import type { couponCounterContract } from './coupon-counter.ts';
import type { couponContract } from './coupons.ts';
import type { dashboardContract } from './dashboards.ts';
import type { defaultWelcomeContract } from './default-welcome.ts';
import type { deliveryAreaContract } from './delivery-areas.ts';
import type { distributionContract } from './distribution.ts';
import type { drawingContract } from './drawings.ts';
import type { experimentContract } from './experiments.ts';
import type { flashSaleContract } from './flash-sales.ts';
import type { formContract } from './forms.ts';
import type { freightContract } from './freight.ts';
import type { gmvContract } from './gmv.ts';
import type { groupRhythmContract } from './group-rhythms.ts';
import type { groupWelcomeContract } from './group-welcomes.ts';
import type { importContract } from './imports.ts';
import type { interestContract } from './interests.ts';
import type { journeyKeyContract } from './journey-keys.ts';
import type { journeyContract } from './journeys.ts';
import type { waveContract } from './leader-waves.ts';
import type { leaderContract } from './leaders.ts';
import type { levelContract } from './levels.ts';
import type { lotContract } from './lots.ts';
import type { loyaltyContract } from './loyalty.ts';
import type { ltvContract } from './ltv.ts';
import type { marketingCalendarContract } from './marketing-calendar.ts';
import type { massContract } from './mass.ts';
import type { memberBatchContract } from './member-batches.ts';
import type { memberDayContract } from './member-days.ts';
import type { memberContract } from './members.ts';
import type { messagingContract } from './messaging.ts';
import type { momentContract } from './moments.ts';
import type { moneyContract } from './money.ts';
import type { operatorContract } from './operators.ts';
import type { orderEditsContract } from './order-edits.ts';
import type { orderContract } from './orders.ts';
import type { outcomeContract } from './outcomes.ts';
import type { overlapContract } from './overlaps.ts';
import type { packageContract } from './packages.ts';
import type { pageContract } from './pages.ts';
import type { payCouponContract } from './paycoupons.ts';
import type { paymentRuleContract } from './payment-rules.ts';
import type { peopleContract } from './people.ts';
import type { phoneListContract } from './phone-lists.ts';
import type { pickupContract } from './pickups.ts';
import type { placementContract } from './placements.ts';
import type { posterContract } from './posters.ts';
import type { pricingContract } from './pricing.ts';
import type { quizContract } from './quizzes.ts';
import type { recommendationContract } from './recommendations.ts';
import type { rehearsalContract } from './rehearsals.ts';
import type { reportContract } from './reports.ts';
import type { reviewContract } from './reviews.ts';
import type { scorecardContract } from './scorecards.ts';
import type { scriptContract } from './scripts.ts';
import type { scrmContract } from './scrm.ts';
import type { scrmDoctorContract } from './scrm-doctor.ts';
import type { scrmGroupsContract } from './scrm-groups.ts';
import type { scrmLossContract } from './scrm-losses.ts';
import type { scrmReconcileContract } from './scrm-reconcile.ts';
import type { scrmTransferContract } from './scrm-transfer.ts';
import type { searchContract } from './search.ts';
import type { segmentContract } from './segments.ts';
import type { shipmentContract } from './shipments.ts';
import type { shopContract } from './shop.ts';
import type { sidebarContract } from './sidebar.ts';
import type { simulationContract } from './simulations.ts';
import type { smsContract } from './sms.ts';
import type { storeStockContract } from './store-stock.ts';
import type { storeContract } from './stores.ts';
import type { targetContract } from './targets.ts';
import type { themeContract } from './themes.ts';
import type { todoContract } from './todos.ts';
import type { webhookContract } from './webhooks.ts';

/** Every route of the server; a domain adds its contract here. Types only: no client carries the schemas. */
type Routes = typeof afterSalesContract &
  typeof advocateContract &
  typeof analyticsContract &
  typeof attributionContract &
  typeof audienceContract &
  typeof benefitContract &
  typeof cardContract &
  typeof catalogContract &
  typeof checkInContract &
  typeof codeContract &
  typeof collectorContract &
  typeof couponCodeContract &
  typeof couponCounterContract &
  typeof couponContract &
  typeof dashboardContract &
  typeof deliveryAreaContract &
  typeof distributionContract &
  typeof payCouponContract &
  typeof leaderContract &
  typeof waveContract &
  typeof drawingContract &
  typeof formContract &
  typeof importContract &
  typeof interestContract &
  typeof journeyContract &
  typeof journeyKeyContract &
  typeof levelContract &
  typeof freightContract &
  typeof gmvContract &
  typeof lotContract &
  typeof loyaltyContract &
  typeof ltvContract &
  typeof memberBatchContract &
  typeof memberContract &
  typeof memberDayContract &
  typeof messagingContract &
  typeof operatorContract &
  typeof orderContract &
  typeof orderEditsContract &
  typeof shipmentContract &
  typeof moneyContract &
  typeof overlapContract &
  typeof packageContract &
  typeof pageContract &
  typeof paymentRuleContract &
  typeof peopleContract &
  typeof pickupContract &
  typeof experimentContract &
  typeof placementContract &
  typeof pricingContract &
  typeof recommendationContract &
  typeof rehearsalContract &
  typeof reportContract &
  typeof marketingCalendarContract &
  typeof reviewContract &
  typeof groupRhythmContract &
  typeof groupWelcomeContract &
  typeof massContract &
  typeof momentContract &
  typeof scriptContract &
  typeof scrmContract &
  typeof scrmDoctorContract &
  typeof scrmReconcileContract &
  typeof scrmGroupsContract &
  typeof smsContract &
  typeof accountContract &
  typeof broadcastContract &
  typeof scrmLossContract &
  typeof activityContract &
  typeof posterContract &
  typeof contentContract &
  typeof themeContract &
  typeof quizContract &
  typeof activityInviteContract &
  typeof bargainContract &
  typeof flashSaleContract &
  typeof activityRiskContract &
  typeof scrmTransferContract &
  typeof phoneListContract &
  typeof searchContract &
  typeof segmentContract &
  typeof shopContract &
  typeof sidebarContract &
  typeof defaultWelcomeContract &
  typeof simulationContract &
  typeof storeContract &
  typeof storeStockContract &
  typeof briefingContract &
  typeof outcomeContract &
  typeof scorecardContract &
  typeof targetContract &
  typeof todoContract &
  typeof webhookContract;

/** A schema of TypeBox knows its own type; it is read as a plain property, a route at a time, or the compiler gives up. */
type TypeOf<Shape, Part extends string> = Shape extends { readonly [P in Part]: { readonly static: infer T } }
  ? T
  : undefined;

export type RouteKey = keyof Routes & string;
export type AnswerOf<K extends RouteKey> = TypeOf<Routes[K], 'ok'>;
export type ParamsOf<K extends RouteKey> = TypeOf<Routes[K], 'params'>;
export type QueryOf<K extends RouteKey> = TypeOf<Routes[K], 'query'>;
export type BodyOf<K extends RouteKey> = TypeOf<Routes[K], 'body'>;
