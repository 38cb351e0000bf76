import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const messageBelonging: Belonging = rowsOfHers({
  name: 'messages',
  words: words('消息', 'Messages'),
  table: 'messaging.outbound',
  by: 'person_no',
});

export const consentBelonging: Belonging = rowsOfHers({
  name: 'consents',
  words: words('消息授权', 'Messages allowed'),
  table: 'messaging.consent',
  by: 'person_no',
});
