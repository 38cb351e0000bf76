import { valuesOf, words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { inviteDeed, inviteTouch } from '@huoshui/contracts/words/activity-invites';
import { formatYuan } from '../../../platform/money.ts';
import { play } from '../play.ts';

/** 邀请有礼: who comes to the shop by her invitation and does what is asked counts one, once it can go back no more. */
export const invite = play({
  play: 'invite',
  words: activityPlay.invite,
  about: words(
    '老会员带新朋友来：只认从没来过的人，两边都有礼',
    'Members bring friends who have never been here: a gift for either side',
  ),
  fields: [
    {
      key: 'deed',
      label: words('新朋友要做到', 'A newcomer has to'),
      kind: 'choice',
      options: valuesOf(inviteDeed).map((value) => ({ value, label: inviteDeed[value] })),
      initial: 'orders',
    },
    {
      key: 'least',
      label: words('首单至少', 'The order is worth'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      initial: 0,
      when: { field: 'deed', is: ['orders'] },
      hint: words('实付，退款后不足就不算', 'Of what is paid; less after a refund counts no more'),
    },
    {
      key: 'settleDays',
      label: words('做到以后', 'It counts'),
      kind: 'count',
      unit: words('天没有退回才计入', 'days later, if nothing went back'),
      min: 0,
      max: 60,
      initial: 7,
    },
    {
      key: 'touch',
      label: words('几个人都邀请了她，算谁的', 'Brought by several, she is'),
      kind: 'choice',
      options: valuesOf(inviteTouch).map((value) => ({ value, label: inviteTouch[value] })),
      initial: 'first',
    },
    {
      key: 'welcome',
      label: words('新朋友也送', 'The newcomer is given'),
      kind: 'picker',
      of: 'benefit',
      optional: true,
      hint: words('接受邀请就到账', 'As soon as she accepts'),
    },
  ],
  tier: { label: words('邀请满', 'Newcomers'), kind: 'count', max: 1000, unit: words('位', 'people'), initial: 3 },
  joins: 'press',
  said: (amount) => words(`${amount} 位新朋友`, amount === 1 ? '1 newcomer' : `${amount} newcomers`),
  says: ({ deed, least, settleDays, touch }) => [
    words('从没来过商城的朋友才算', 'only friends who have never been here count'),
    deed === 'registers'
      ? words('朋友验证手机号就算完成', 'a friend has done it once she verified her phone')
      : (least ?? 0) === 0
        ? words('朋友完成首单就算完成', 'a friend has done it with her first order')
        : words(
            `朋友首单实付满 ${formatYuan(least ?? 0)} 元就算完成`,
            `a friend has done it with an order from ¥${formatYuan(least ?? 0)}`,
          ),
    settleDays === 0
      ? words('完成就计入', 'it counts at once')
      : words(`完成 ${settleDays} 天后没有退回才计入`, `it counts ${settleDays} days later, if nothing went back`),
    touch === 'last'
      ? words(
          '几个人都邀请的，算她完成前最后点开的',
          'brought by several, she is of the invitation that she opened last',
        )
      : words('几个人都邀请的，算最先带她来的', 'brought by several, she is of who brought her first'),
    words('自己邀请自己、同一个人的两个号都不算', 'nobody counts for herself, by whatever account'),
  ],
  brings: ({ deed, least, settleDays, touch, welcome }) => ({
    deed: deed === 'registers' ? 'registers' : 'orders',
    least: Math.max(1, least ?? 0),
    settleDays,
    touch: touch === 'last' ? 'last' : 'first',
    welcome,
  }),
});
