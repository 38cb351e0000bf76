import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { levelAtRisk as atRisk } from '../../loyalty/events.ts';
import { trigger } from '../trigger.ts';

const name = words('等级即将失去', 'Is about to lose a level');

export const levelAtRisk = trigger({
  kind: 'level_at_risk',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [atRisk],
  knows: ['level', 'category'],
  entrantOf(_values, told) {
    const risk = payloadOf(atRisk, told);
    return (
      risk && {
        memberId: risk.memberId,
        because: words(
          `${risk.name}保级还差 ${risk.missing} 成长值`,
          `${risk.missing} growth short of keeping the level ${risk.name}`,
        ),
        context: { level: risk.name, category: '专享' },
      }
    );
  },
});
