import type { Domain } from '../../platform/domain.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { pointsBelonging } from './belongings.ts';
import { cardKindForm } from './cards/card-form.ts';
import { giveCardCoupons } from './cards/monthly-coupon.ts';
import type { Till } from './cards/ports.ts';
import { remindOfEnds } from './cards/remind.ts';
import { checkInForm } from './check-in/check-in-rule.ts';
import { checkInPeople } from './check-in/people.ts';
import { remindToCheckIn } from './check-in/reminder.ts';
import { memberDayForm } from './days/day-form.ts';
import { memberDayPicks } from './days/days-on.ts';
import { type AtPrice, dayScorecards } from './days/scorecard.ts';
import { loyaltyErrors } from './errors.ts';
import {
  cardBought,
  cardEnding,
  cardReturned,
  checkedIn,
  checkInDue,
  levelAtRisk,
  levelLost,
  levelReached,
  pointsAdjusted,
  pointsEarned,
  pointsExchanged,
  pointsExpired,
  pointsExpiring,
  pointsTakenBack,
  pointsUsable,
} from './events.ts';
import { expirePoints } from './expire.ts';
import { type BornOn, beginBirthdays, giveBirthdays } from './levels/birthdays.ts';
import { applyLadder, followTime } from './levels/follow-time.ts';
import { growthRuleForm } from './levels/growth-rule.ts';
import { levelForm } from './levels/level-form.ts';
import { levelPeople } from './levels/people.ts';
import { levelPicks } from './levels/picks.ts';
import { maturePoints } from './mature.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { pointsRuleForm } from './points-rule.ts';
import { remindOfPoints } from './remind-of-expiry.ts';
import { rewardForm } from './reward-form.ts';
import { adminRoutes } from './routes.admin.ts';
import { cardRoutes } from './routes.cards.ts';
import { checkInRoutes } from './routes.check-in.ts';
import { dayRoutes } from './routes.days.ts';
import { levelRoutes } from './routes.levels.ts';
import { shopRoutes } from './routes.shop.ts';

export { readBalance as pointsOf } from './balance.ts';
export { cardBook } from './cards/card-book.ts';
export { hasCard } from './cards/has-card.ts';
export { stillToCheckIn } from './check-in/reminder.ts';
export { memberDaysOn } from './days/days-on.ts';
export { hasPoints } from './has-points.ts';
export { growthBook } from './levels/growth-book.ts';
export { levelIn } from './levels/level-in.ts';
export { privilegeSource } from './levels/privileges.ts';
export { readLevel } from './levels/read-level.ts';
export { pointsBook } from './points-book.ts';
export { pointsKind } from './points-kind.ts';
export { spendPoints } from './spend-points.ts';
export { pointsSource } from './spending/points-source.ts';

type Ports = {
  readonly benefits: BenefitKinds;
  readonly bornOn: BornOn;
  readonly till: Till;
  readonly atPrice: AtPrice;
};

/** Points, earned by orders and spent for rewards; levels, grown to by orders; cards, bought. `benefits`: everything that can be given; `bornOn`: whose birthday it is; `till`: where cards are paid; `atPrice`: who bought at a price. */
export function loyalty({ benefits, bornOn, till, atPrice }: Ports): Domain {
  return {
    name: 'loyalty',
    routes: [
      ...adminRoutes,
      ...levelRoutes,
      ...checkInRoutes(benefits),
      ...shopRoutes(benefits),
      ...cardRoutes(till, benefits),
      ...dayRoutes(benefits),
    ],
    listeners: [onOrders(benefits), onMemberMerged(benefits)],
    sweeps: [
      remindOfEnds,
      giveCardCoupons(benefits),
      maturePoints,
      remindOfPoints,
      remindToCheckIn,
      expirePoints,
      followTime(benefits),
      applyLadder(benefits),
      giveBirthdays(benefits, bornOn),
    ],
    prepare: beginBirthdays,
    people: [levelPeople, checkInPeople],
    scorecards: [dayScorecards(atPrice)],
    picks: { ...levelPicks, ...memberDayPicks },
    belongings: [pointsBelonging],
    errors: loyaltyErrors,
    forms: {
      'loyalty.points_rule': pointsRuleForm,
      'loyalty.reward': rewardForm,
      'loyalty.growth_rule': growthRuleForm,
      'loyalty.level': levelForm,
      'loyalty.card_kind': cardKindForm,
      'loyalty.member_day': memberDayForm,
      'loyalty.check_in_rule': checkInForm,
    },
    facts: [
      cardBought,
      cardEnding,
      cardReturned,
      checkedIn,
      checkInDue,
      levelAtRisk,
      levelLost,
      levelReached,
      pointsAdjusted,
      pointsEarned,
      pointsExchanged,
      pointsExpired,
      pointsExpiring,
      pointsTakenBack,
      pointsUsable,
    ],
  };
}
