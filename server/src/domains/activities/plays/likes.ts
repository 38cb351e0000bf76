import { valuesOf, words } from '@huoshui/contracts/words';
import { activityPlay, helpsPerFriend } from '@huoshui/contracts/words/activities';
import { play } from '../play.ts';

/** 集赞助力: she asks friends, each tap of theirs counts one. */
export const likes = play({
  play: 'likes',
  words: activityPlay.likes,
  about: words(
    '请朋友在小程序里点一下，集满就有礼；不要写转发朋友圈，平台按诱导分享处罚',
    'Friends tap for her in the mini program; never ask for shares on Moments: the platform punishes it',
  ),
  fields: [
    {
      key: 'perFriend',
      label: words('同一个朋友', 'The same friend'),
      kind: 'choice',
      options: valuesOf(helpsPerFriend).map((value) => ({ value, label: helpsPerFriend[value] })),
      initial: 'daily',
    },
    {
      key: 'aDay',
      label: words('每人每天最多助力', 'One may help a day'),
      kind: 'count',
      unit: words('次', 'times'),
      min: 1,
      max: 50,
      initial: 3,
      hint: words('不论助力谁，防止互刷', 'Whomever: so that no crowd taps for everybody'),
    },
    {
      key: 'newOnly',
      label: words('只算新朋友', 'Only newcomers count'),
      kind: 'switch',
      initial: false,
      hint: words('从没来过商城的人助力才算', 'Only the taps of who has never been to the shop'),
    },
  ],
  tier: { label: words('集满', 'Likes'), kind: 'count', max: 1000, unit: words('个赞', 'likes'), initial: 5 },
  perDay: {
    unit: words('人', 'people'),
    hint: words(
      '每天最多这么多人开始参加，奖品才备得及；满了的第二天再来，可以预约提醒',
      'So many begin a day, so that gifts can follow; who comes later waits for the next day and may ask to be told',
    ),
  },
  joins: 'press',
  said: (amount) => words(`${amount} 个赞`, amount === 1 ? '1 like' : `${amount} likes`),
  says: ({ perFriend, aDay, newOnly }) => [
    perFriend === 'once'
      ? words('每个朋友只能为你助力一次', 'each friend helps you once')
      : words('每个朋友每天可以为你助力一次', 'each friend helps you once a day'),
    words(`每人每天最多助力 ${aDay} 次`, `one may help ${aDay} times a day`),
    ...(newOnly ? [words('只有第一次来的朋友算数', 'only friends who come for the first time count')] : []),
  ],
  helps: ({ perFriend, aDay, newOnly }) => ({
    perFriend: perFriend === 'once' ? 'once' : 'daily',
    aDay,
    newOnly,
  }),
});
