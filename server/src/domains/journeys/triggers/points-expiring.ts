import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { pointsExpiring as expiring } from '../../loyalty/events.ts';
import { chineseDay } from '../../messaging/index.ts';
import { trigger } from '../trigger.ts';

const name = words('积分即将到期', 'Points of hers are about to end');

export const pointsExpiring = trigger({
  kind: 'points_expiring',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [expiring],
  knows: ['points', 'until'],
  entrantOf(_values, told) {
    const ending = payloadOf(expiring, told);
    return (
      ending && {
        memberId: ending.memberId,
        because: words(`${ending.points} 积分即将到期`, `${ending.points} points are about to end`),
        context: {
          points: String(ending.points),
          until: chineseDay(new Date(Date.parse(ending.until) - 1)),
        },
      }
    );
  },
});
