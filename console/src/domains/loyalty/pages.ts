import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const loyaltyPages: readonly Page[] = [
  {
    path: '/rewards',
    title: words('积分礼品', 'Rewards'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./reward-list.tsx')).RewardList,
  },
  {
    path: '/points',
    title: words('积分明细', 'Points'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./points-list.tsx')).PointsList,
  },
  {
    path: '/points-rule',
    title: words('积分规则', 'Rule of points'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./rule-form.tsx')).RuleForm,
  },
  {
    path: '/check-ins',
    title: words('签到', 'Check-ins'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./check-in-list.tsx')).CheckInList,
  },
  {
    path: '/check-in-rule',
    title: words('签到规则', 'Rule of check-in'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./check-in-rule-form.tsx')).CheckInRuleForm,
  },
  {
    path: '/levels',
    title: words('会员等级', 'Levels'),
    needs: 'loyalty.read',
    group: 'members',
    order: 5,
    load: async () => (await import('./level-list.tsx')).LevelList,
  },
  {
    path: '/cards',
    title: words('会员卡', 'Cards'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./card-kind-list.tsx')).CardKindList,
  },
  {
    path: '/sold-cards',
    title: words('持卡会员', 'Card holders'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./sold-card-list.tsx')).SoldCardList,
  },
  {
    path: '/member-days',
    title: words('会员日', 'Member days'),
    needs: 'loyalty.read',
    group: 'loyalty',
    load: async () => (await import('./member-day-list.tsx')).MemberDayList,
  },
  {
    path: '/growth-rule',
    title: words('成长值规则', 'Rule of growth'),
    needs: 'loyalty.read',
    group: 'members',
    order: 6,
    load: async () => (await import('./growth-rule-form.tsx')).GrowthRuleForm,
  },
];

/** What of the domain forms pick. */
export const loyaltyPickers: Pickers = {
  card_kind: picker(async () => (await import('./card-kind-picker.tsx')).CardKindPicker),
  level: picker(async () => (await import('./level-picker.tsx')).LevelPicker),
  member_day: picker(async () => (await import('./member-day-picker.tsx')).MemberDayPicker),
};
