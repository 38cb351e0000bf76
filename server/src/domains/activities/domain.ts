import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Domain } from '../../platform/domain.ts';
import { pickNames } from '../../platform/form/names.ts';
import { type ConditionKind, conditionKit, createHoldsNow } from '../audiences/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import type { MakePoster } from '../posters/index.ts';
import type { OfferSource } from '../pricing/index.ts';
import { activityForm } from './activity-form.ts';
import { onBargainOrders } from './bargain/on-bargain-orders.ts';
import { bargainRoutes } from './bargain/routes.ts';
import { bargainPrices } from './bargain/source.ts';
import { beginningsFor } from './beginnings.ts';
import { capacityRoutes } from './capacity/routes.ts';
import { tellWaiting } from './capacity/waiting.ts';
import type { SpendPoints } from './draws/buy-chance.ts';
import { activityErrors } from './errors.ts';
import {
  activityDrawn,
  activityGoesOn,
  activityHelped,
  activityInvited,
  activityJoined,
  activityMet,
  activityReached,
  flashSoon,
  teamCompleted,
  teamFailed,
} from './events.ts';
import { onFriends } from './fission/on-friends.ts';
import type { OwnCodes } from './fission/own-codes.ts';
import { onAddedMerged, settleAdded } from './fission/settle.ts';
import { closeSessions, lapseTakes } from './flash-sale/close.ts';
import { onFlashOrders } from './flash-sale/on-flash-orders.ts';
import { remindOfSessions } from './flash-sale/remind.ts';
import { flashRoutes } from './flash-sale/routes.ts';
import { flashPrices } from './flash-sale/source.ts';
import { onInvitedMerged } from './invites/on-member-merged.ts';
import { onOrdersOfInvited } from './invites/on-orders.ts';
import { inviteRoutes } from './invites/routes.ts';
import { settleInvites } from './invites/settle.ts';
import { createIsFor } from './is-for.ts';
import { keepLive } from './live.ts';
import type { Her } from './met.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { activityOutcomes } from './outcomes.ts';
import { activityPeople } from './people.ts';
import { activityPlans } from './plans.ts';
import { plays } from './plays.ts';
import { findActivities } from './queries.ts';
import { giveRewards, settleActivities } from './rewards.ts';
import { listedForm } from './risk/blacklist.ts';
import { forgetMarks } from './risk/marks.ts';
import { riskRoutes } from './risk/routes.ts';
import { riskForm } from './risk/rules.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { activityScorecards } from './scorecard.ts';
import { shelfForHer } from './show.ts';
import { closeTeams, refundTeams } from './teams/close.ts';
import { onTeamOrders } from './teams/on-team-orders.ts';
import { teamSource } from './teams/source.ts';

export { newcomersBrought, ordersOfInvited, teamsLed } from './advocacy.ts';
export { stillRunning } from './capacity/waiting.ts';
export { sessionsToCome } from './flash-sale/remind.ts';
export { activitiesOfSegment } from './of-segments.ts';

/** Prices of plays, for checkout: each is asked for by its activity. */
export function activityPrices(conditions: readonly ConditionKind[]): readonly OfferSource[] {
  return [teamSource(createIsFor(createHoldsNow(conditionKit(conditions)))), flashPrices, bargainPrices];
}

/** For pages: what is on and shown to her, each with its goods. */
export function activityShelf(conditions: readonly ConditionKind[]) {
  const ports = { live: keepLive(), isFor: createIsFor(createHoldsNow(conditionKit(conditions))) };
  return async (ctx: Ctx, her: Her) => shelfForHer(ctx, ports, her);
}

/** For pages: of what is shown to her what is still to begin. */
export function activityBeginnings(conditions: readonly ConditionKind[]) {
  const ports = { live: keepLive(), isFor: createIsFor(createHoldsNow(conditionKit(conditions))) };
  return async (ctx: Ctx, her: Her) => beginningsFor(ctx, ports, her);
}

type Given = {
  /** Her invitation as a picture. */
  readonly poster: MakePoster;
  /** Codes of staff that are somebody’s own. */
  readonly codes: OwnCodes;
  /** Points that bring a chance. */
  readonly spend: SpendPoints;
  readonly benefits: BenefitKinds;
  /** What may be asked of people beside what audiences know. */
  readonly conditions: readonly ConditionKind[];
};

/** What shoppers play for benefits: invitations, likes of friends, goals. A play is one file; progress is a ledger, rewards go through benefits. */
export function activities({ benefits: kinds, conditions, poster, codes, spend }: Given): Domain {
  const kit = conditionKit(conditions);
  const live = keepLive();
  const isFor = createIsFor(createHoldsNow(kit));
  return {
    name: 'activities',
    routes: [
      ...[
        ...adminRoutes(kit),
        ...shopRoutes({ kinds, live, isFor, spend }),
        ...inviteRoutes({ kinds, poster, codes }),
        ...riskRoutes(kinds),
      ],
      ...capacityRoutes,
      ...[...flashRoutes({ live, isFor }), ...bargainRoutes({ live, isFor })],
    ],
    listeners: [
      ...[onMemberMerged, onInvitedMerged(kinds), onOrders({ kinds, live, isFor })],
      ...[onFriends({ kinds, codes }), onAddedMerged],
      ...[onOrdersOfInvited(kinds), onTeamOrders(kinds), onFlashOrders, onBargainOrders],
    ],
    sweeps: [
      // Who is counted back is before anything is given.
      settleAdded({ kinds, codes }),
      ...[giveRewards(kinds), closeTeams, refundTeams, settleInvites(kinds), settleActivities, forgetMarks],
      ...[lapseTakes, closeSessions, remindOfSessions, tellWaiting],
    ],
    belongings: [
      rowsOfHers({
        name: 'activities',
        words: words('参加的活动', 'Activities she takes part in'),
        table: 'activities.entry',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'teams',
        words: words('参加的拼团', 'Teams she ordered in'),
        table: 'activities.seat',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'flash_takes',
        words: words('秒杀抢到的', 'What she took of flash sales'),
        table: 'activities.flash_take',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'waiting',
        words: words('等活动继续的提醒', 'Activities she waits for'),
        table: 'activities.waiting',
        by: 'person_no',
      }),
      rowsOfHers({
        name: 'flash_reminders',
        words: words('秒杀提醒', 'Reminders of flash sales'),
        table: 'activities.flash_reminder',
        by: 'person_no',
      }),
    ],
    errors: activityErrors,
    forms: {
      ...Object.fromEntries(plays.map((play) => [`activities.${play.play}`, activityForm(play, kit)])),
      'activities.risk': riskForm,
      'activities.listed': listedForm,
    },
    facts: [
      activityMet,
      activityJoined,
      activityHelped,
      activityInvited,
      activityReached,
      activityDrawn,
      activityGoesOn,
      flashSoon,
      teamCompleted,
      teamFailed,
    ],
    people: [activityPeople],
    outcomes: activityOutcomes,
    scorecards: [activityScorecards],
    plans: activityPlans,
    picks: {
      // One that is over is still asked about.
      activity: async (ctx, ids) =>
        pickNames([...(await findActivities(ctx, ids)).values()].map(({ id, name }) => ({ id, name }))),
    },
  };
}
