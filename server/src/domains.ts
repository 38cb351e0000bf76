import type { Config } from './config.ts';
import { accountChannels, accounts, drawAccountCode, followsAccount } from './domains/accounts/domain.ts';
import {
  activities,
  activitiesOfSegment,
  activityBeginnings,
  activityPrices,
  activityShelf,
  newcomersBrought,
  ordersOfInvited,
  sessionsToCome,
  stillRunning,
  teamsLed,
} from './domains/activities/domain.ts';
import { advocateScore, advocates } from './domains/advocates/domain.ts';
import { analytics, intake, type MoreAnalytics } from './domains/analytics/domain.ts';
import {
  audiences,
  herInsight,
  type MoreAudiences,
  memberValue,
  paidOrders,
  stageGrouping,
  stagesThen,
} from './domains/audiences/domain.ts';
import { benefitKinds, benefits, budgetBook } from './domains/benefits/domain.ts';
import { catalog, goodsNamed, listCategories, listShopProducts, storeShelves } from './domains/catalog/domain.ts';
import { findProducts } from './domains/catalog/index.ts';
import { cameByChannel, cameByCode, codeMarks, codes, type FindByName } from './domains/codes/domain.ts';
import { collectors } from './domains/collectors/domain.ts';
import { articlesShown, content } from './domains/content/domain.ts';
import {
  couponBook,
  couponKind,
  couponShelf,
  couponSource,
  coupons,
  couponTaker,
  couponTemplate,
  giveMany,
  hasCoupon,
  stillGood,
  usableCoupons,
} from './domains/coupons/domain.ts';
import { distribution, distributionBook, ordersOfCustomers } from './domains/distribution/domain.ts';
import { experiments } from './domains/experiments/domain.ts';
import { imports } from './domains/imports/domain.ts';
import { interests, lookedAt } from './domains/interests/domain.ts';
import {
  journeyMessages,
  journeys,
  journeysOfSegment,
  journeysOfStages,
  type MoreJourneys,
  messagesOfJourneys,
  segmentIsHeard,
  tellsOfStock,
} from './domains/journeys/domain.ts';
import { leaderEarns, leaders, waveSource } from './domains/leaders/domain.ts';
import {
  cardBook,
  growthBook,
  hasCard,
  hasPoints,
  levelIn,
  loyalty,
  memberDaysOn,
  pointsBook,
  pointsKind,
  pointsOf,
  pointsSource,
  privilegeSource,
  readLevel,
  spendPoints,
  stillToCheckIn,
} from './domains/loyalty/domain.ts';
import { bornOn, joinedOn, memberOfRequest, members, readMember } from './domains/members/domain.ts';
import { membersShown } from './domains/members/index.ts';
import {
  accountMessages,
  accountsBy,
  type Channel,
  checkInMessages,
  entrusted,
  flashMessages,
  giftMessages,
  hasConsent,
  messageChannels,
  messaging,
  themeMessages,
  waitingMessages,
  wecomBy,
} from './domains/messaging/domain.ts';
import { subscribeTemplates } from './domains/messaging/index.ts';
import { operators } from './domains/operators/domain.ts';
import { allows, operatorOfRequest, recordAudit, refusalOf } from './domains/operators/index.ts';
import { listOrders, orders, sentParcels, serviceTill } from './domains/orders/domain.ts';
import { buyers } from './domains/orders/index.ts';
import { pageBlockSubject, pages, pagesOfSegment } from './domains/pages/domain.ts';
import { payCouponBook, payCouponKind, paycoupons } from './domains/paycoupons/domain.ts';
import { placed, placementSubject, placements, placementsOfSegment, placing } from './domains/placements/domain.ts';
import { makePoster, placeOfScene, posters } from './domains/posters/domain.ts';
import {
  type DiscountKind,
  discountKinds,
  memberPriceSource,
  pricing,
  promotedGoods,
  promotionSource,
  promotionsOn,
} from './domains/pricing/domain.ts';
import type { OfferSource } from './domains/pricing/index.ts';
import { isQuizOpenFor, quizzes, quizzesOpenFor } from './domains/quizzes/domain.ts';
import { heroesNow, recommendations, recommended, recommending } from './domains/recommendations/domain.ts';
import { rehearsals } from './domains/rehearsals/domain.ts';
import { reviews, reviewsOnShow } from './domains/reviews/domain.ts';
import {
  groupCodesOfSegment,
  inGroup,
  isFriend,
  personalWays,
  scrm,
  staffMessages,
  staffOfRequest,
} from './domains/scrm/domain.ts';
import { stores, storesNamed } from './domains/stores/domain.ts';
import { noLongerAwaited, themes, themesAwaited, themesFrom } from './domains/themes/domain.ts';
import { todos } from './domains/todos/domain.ts';
import { webhooks } from './domains/webhooks/domain.ts';
import type { Domain } from './platform/domain.ts';
import type { Fact } from './platform/facts.ts';
import type { Guards } from './platform/http/access.ts';
import type { Wechat } from './wechat/index.ts';

/** What is mounted besides: units that a test, or a house of its own, brings along. */
export type Extra = {
  readonly analytics?: MoreAnalytics;
  readonly audiences?: MoreAudiences;
  readonly channels?: readonly Channel[];
  readonly journeys?: MoreJourneys;
  readonly discounts?: readonly DiscountKind[];
  /** More places where discounts come from, asked at every checkout and on every product page. */
  readonly offers?: readonly OfferSource[];
  readonly domains?: readonly Domain[];
};

/** What is asked of members by those who keep it: levels, points, cards, coupons, consent, codes. */
export const asked = [
  levelIn,
  hasPoints,
  hasCard,
  hasCoupon,
  hasConsent,
  cameByCode,
  cameByChannel,
  isFriend,
  inGroup,
  followsAccount,
  advocateScore,
];

/**
 * The table of contents: a line a domain, in tiers; a domain calls only what stands above it. Knots between domains are
 * untied here, by handing one what another implements.
 */
export function allDomains({
  wechat,
  extra = {},
  mounted,
}: {
  wechat: Wechat;
  config: Config;
  extra?: Extra;
  /** All of the process, the platform's own too, once it is composed. */
  mounted?: () => readonly Domain[];
}): readonly Domain[] {
  const discounts = [...discountKinds, ...(extra.discounts ?? [])];
  const promoted = promotedGoods(discounts);
  const till = serviceTill();
  const forEverybody = [memberPriceSource, privilegeSource, promotionSource(discounts), ...(extra.offers ?? [])];
  // Points first: whoever changes accounts holds them before anything is given.
  const gifts = benefitKinds([pointsKind, couponKind, payCouponKind]);
  const counted = { people: () => domains.flatMap((domain) => domain.people ?? []), allows };
  const couponAudience = { bought: paidOrders, level: levelIn };
  const namedInLists: FindByName = {
    store: storesNamed,
    product: async (ctx, names) => goodsNamed(ctx, 'product', names),
    category: async (ctx, names) => goodsNamed(ctx, 'category', names),
  };
  const recommends = recommending({
    lookedAt,
    cards: async (ctx, ids) =>
      (await listShopProducts(ctx, { ids: ids.join(','), inStock: true, limit: Math.max(1, ids.length) }, promoted))
        .items,
  });
  const worth = { memberDays: memberDaysOn, promotions: promotionsOn };
  const places = placing({ conditions: asked, coupons: couponTaker(couponAudience), quizzes: isQuizOpenFor });
  const domains: readonly Domain[] = [
    // 0
    operators({ mounted: mounted ?? (() => domains) }),
    catalog({ promoted }),
    analytics({
      ...extra.analytics,
      stages: stagesThen,
      marks: codeMarks,
      groupings: [stageGrouping, ...(extra.analytics?.groupings ?? [])],
      all: () => domains.flatMap((domain) => domain.reports ?? []),
      outcomes: () => domains.flatMap((domain) => domain.outcomes ?? []),
      touches: () => domains.flatMap((domain) => domain.touches ?? []),
      scorecards: () => domains.flatMap((domain) => domain.scorecards ?? []),
    }),
    stores({ shelves: storeShelves }),
    // 1
    members({
      wechat,
      belongings: () => domains.flatMap((domain) => domain.belongings ?? []),
      acts: [giveMany(gifts)],
      counted,
    }),
    codes({
      wechat,
      find: namedInLists,
      accountCodes: drawAccountCode,
      countParcels: sentParcels,
      others: placeOfScene,
    }),
    // 2
    audiences({
      ...extra.audiences,
      conditions: [...asked, ...(extra.audiences?.conditions ?? [])],
      starts: journeysOfStages,
      usedBy: async (ctx, id) =>
        (
          await Promise.all(
            [journeysOfSegment, activitiesOfSegment, placementsOfSegment, pagesOfSegment, groupCodesOfSegment].map(
              async (of) => of(ctx, id),
            ),
          )
        ).flat(),
      isHeard: segmentIsHeard,
      counted,
    }),
    pricing({ kinds: discounts, sources: [...forEverybody, couponSource] }),
    benefits({ kinds: gifts }),
    interests({ teller: tellsOfStock }),
    messaging({
      wechat,
      channels: [
        ...messageChannels
          .map((one) => (one.name === 'wecom' ? wecomBy(staffMessages) : one))
          .map(accountsBy(accountChannels)),
        ...(extra.channels ?? []),
      ],
      causes: [
        journeyMessages,
        giftMessages(stillGood),
        checkInMessages(stillToCheckIn),
        flashMessages(sessionsToCome),
        waitingMessages(stillRunning),
        themeMessages(noLongerAwaited),
      ],
      wanted: messagesOfJourneys,
    }),
    todos,
    webhooks,
    collectors(intake),
    // 3
    coupons({ sources: forEverybody, benefits: gifts, audience: couponAudience }),
    paycoupons({ wechat, templateOf: couponTemplate }),
    loyalty({ benefits: gifts, bornOn, till, atPrice: buyers.atPrice }),
    orders({
      wechat,
      // Places in teams first: whoever completes one holds it before anything is given.
      offerSources: [
        ...activityPrices(asked),
        waveSource(false),
        waveSource(true),
        ...forEverybody,
        couponSource,
        pointsSource,
      ],
      subscribeTemplates,
      books: [budgetBook, couponBook, payCouponBook, pointsBook, growthBook, cardBook(till), distributionBook],
    }),
    scrm({
      benefits: gifts,
      conditions: asked,
      entrusted,
      urlLink: async (request) => wechat.apps[0].urlLink(request),
      pictures: async (ctx, ids) => new Map([...(await findProducts(ctx, ids))].map(([id, { image }]) => [id, image])),
      her: {
        ...{ member: readMember, level: readLevel, points: pointsOf, value: memberValue },
        ...{ coupons: usableCoupons, orders: listOrders, insight: herInsight },
        goods: async (ctx, query) => listShopProducts(ctx, query, promoted),
      },
    }),
    accounts({ conditions: asked, messages: accountMessages }),
    recommendations(recommends),
    content({
      goods: async (ctx, ids) =>
        (await listShopProducts(ctx, { ids: ids.join(','), limit: Math.max(1, ids.length) }, promoted)).items,
    }),
    themes(worth),
    // 4
    imports,
    reviews({ benefits: gifts, wechat }),
    posters,
    activities({
      benefits: gifts,
      conditions: asked,
      poster: async (ctx, shared) => makePoster(ctx, wechat, shared),
      codes: personalWays,
      spend: spendPoints,
    }),
    quizzes({ benefits: gifts, conditions: asked }),
    distribution({ wechat, assign: leaderEarns }),
    advocates({
      deeds: [
        { deed: 'led', find: teamsLed },
        { deed: 'invited', find: newcomersBrought },
        { deed: 'orders', find: ordersOfInvited },
        { deed: 'orders', find: ordersOfCustomers },
        { deed: 'reviews', find: reviewsOnShow },
      ],
    }),
    leaders({ poster: async (ctx, shared) => makePoster(ctx, wechat, shared) }),
    placements(places),
    pages({
      conditions: asked,
      shows: {
        products: async (ctx, query) => listShopProducts(ctx, query, promoted),
        categories: listCategories,
        coupons: couponShelf(couponAudience),
        activities: activityShelf(asked),
        recommended: recommended(recommends),
        heroes: heroesNow,
        placed: async (ctx, her, { kind, ...of }) =>
          kind === 'free' || kind === 'activity' ? [] : placed(places)(ctx, her, { page: kind, ...of }),
        articles: articlesShown,
        themes: themesFrom(worth),
        themesAwaited,
        beginnings: activityBeginnings(asked),
        quizzes: quizzesOpenFor,
      },
    }),
    experiments([
      placementSubject(couponTaker(couponAudience)),
      pageBlockSubject({ isForTaking: couponTaker(couponAudience).isForTaking }),
    ]),
    journeys({
      benefits: gifts,
      conditions: asked,
      dates: { birthday: bornOn, joined: joinedOn },
      happenings: () => domains.flatMap(({ facts = [] }) => facts.filter(isNamed)),
      more: extra.journeys,
    }),
    // 5
    rehearsals(),
    ...(extra.domains ?? []),
  ];
  return domains;
}

/** What a journey may name: what the timeline tells of one person, but not what journeys and messages say of themselves. */
function isNamed({ type, tell, each }: Fact): boolean {
  return tell !== undefined && each === undefined && !/^(journey|message)\.(?!opened)/.test(type);
}

/** How the members behind a number are shown. */
export { membersShown };

/** Who calls, what she may do, and where her changes are written down. */
export const guards: Guards = {
  operator: operatorOfRequest,
  member: memberOfRequest,
  staff: staffOfRequest,
  allows,
  refusal: refusalOf,
  audit: recordAudit,
};
