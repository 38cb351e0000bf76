import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { levelReached as reached } from '../../loyalty/events.ts';
import { trigger } from '../trigger.ts';

export const levelReached = trigger({
  kind: 'level_reached',
  words: words('会员升级', 'Reaches a level'),
  form: form({
    fields: [
      {
        key: 'level',
        label: words('等级', 'Level'),
        kind: 'picker',
        of: 'level',
        optional: true,
        hint: words('不填就是任何等级', 'Empty: any level'),
      },
    ],
    sentence: ({ level }, names) => {
      if (level === null) return words('会员升级', 'Reaches a level');
      const name = names('level', level) ?? words('已删除的等级', 'a level that is gone');
      return words(`升级为${name.zh}`, `Reaches: ${name.en}`);
    },
  }),
  on: [reached],
  knows: ['level', 'category'],
  entrantOf({ level }, told) {
    const rise = payloadOf(reached, told);
    if (!rise || (level !== null && rise.to !== level)) return null;
    // Whom a change of the ladder moved silently, or a merge, did nothing today.
    if (rise.reason !== 'growth' && rise.reason !== 'rules_start') return null;
    const because = words(`升级为${rise.name}`, `Reached the level ${rise.name}`);
    return { memberId: rise.memberId, because, context: { level: rise.name, category: '专享' } };
  },
});
