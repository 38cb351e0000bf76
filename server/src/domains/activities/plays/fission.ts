import { words } from '@huoshui/contracts/words';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { play } from '../play.ts';

/** 任务宝: friends who add a member of staff by her own code count, unless they leave again in time. */
export const fission = play({
  play: 'fission',
  words: activityPlay.fission,
  about: words(
    '每人一张带自己导购活码的海报，朋友扫码加好友就算；在结算期内删掉导购的扣回',
    'Each has a poster with a code of staff that is her own: friends who add by it count, and who leaves in time is counted back',
  ),
  fields: [
    {
      key: 'staff',
      label: words('由哪些导购接待', 'Who receives friends'),
      kind: 'picker',
      of: 'wecom_staff',
      many: 50,
      hint: words(
        '参加的人已有导购在列的，用她自己的导购；其他人平均分',
        'Whoever has one of them already has a code of hers; the others are shared out evenly',
      ),
    },
    {
      key: 'newOnly',
      label: words('只算新好友', 'Only new friends'),
      kind: 'switch',
      initial: true,
      hint: words('加过店里任何导购的不算', 'Who was a friend of anybody of the shop before does not count'),
    },
    {
      key: 'settleHours',
      label: words('加好友以后', 'A friend counts for good'),
      kind: 'count',
      unit: words('小时没有删除才算数', 'hours after she added, unless she left'),
      min: 1,
      max: 720,
      initial: 48,
      hint: words(
        '期内删除导购的扣回进度；奖品等最后一位朋友过了这段时间才发',
        'Who leaves before is counted back; gifts wait until the last of her friends is through',
      ),
    },
  ],
  tier: { label: words('邀请满', 'Friends'), kind: 'count', max: 1000, unit: words('位好友', 'friends'), initial: 3 },
  joins: 'press',
  said: (amount) => words(`${amount} 位好友`, amount === 1 ? '1 friend' : `${amount} friends`),
  says: ({ newOnly, settleHours }) => [
    words('朋友扫海报上的码，加好友就算', 'a friend who scans the poster and adds us counts'),
    ...(newOnly ? [words('以前加过我们的朋友不算', 'friends who had added us before do not')] : []),
    words(`${settleHours} 小时内删除好友的扣回`, `who leaves within ${settleHours} hours is counted back`),
    words(
      '同一位朋友只算一次，自己的另一个号不算',
      'each friend counts once, and another account of your own does not',
    ),
  ],
  adds: ({ staff, newOnly, settleHours }) => ({ staff, newOnly, settleHours }),
});
