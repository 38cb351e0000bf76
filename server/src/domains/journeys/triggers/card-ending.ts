import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { cardEnding as ending } from '../../loyalty/events.ts';
import { chineseDay } from '../../messaging/index.ts';
import { trigger } from '../trigger.ts';

const name = words('会员卡即将到期', 'A card of hers is about to end');

export const cardEnding = trigger({
  kind: 'card_ending',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [ending],
  knows: ['category', 'card', 'until'],
  entrantOf(_values, told) {
    const card = payloadOf(ending, told);
    return (
      card && {
        memberId: card.memberId,
        because: words(`${card.name}即将到期，没有续费`, `The card ${card.name} is about to end and was not renewed`),
        context: {
          category: card.name,
          card: card.name,
          until: chineseDay(new Date(Date.parse(card.until) - 1)),
        },
      }
    );
  },
});
