import { words } from '@huoshui/contracts/words';
import { piece } from '../../platform/event-store/piece.ts';
import type { Touches } from '../../platform/touches.ts';

/** What accounts answer, to whoever asks: known as a member or not. */
export const accountTouches: Touches = {
  channels: [
    {
      name: 'account_reply',
      words: words('公众号回复', 'Reply of an account'),
      tells: { arrival: false, opening: false },
    },
  ],
  sources: [
    { name: 'account_rule', words: words('公众号规则', 'Rules of accounts'), to: (id) => `/account-rules/${id}` },
  ],
  told: {
    reached: (within) => piece`
SELECT person_no, ts, event_key, 'account_reply' AS channel, 'account_rule' AS asked, JSONExtractString(props, 'ruleId') AS cause,
  JSONExtractRaw(props, 'rule') AS label
FROM history_once AS events WHERE name = 'account.asked' AND source != 'sdk' AND JSONExtractString(props, 'outcome') = 'given' AND ${within}`,
  },
};
