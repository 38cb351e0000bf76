import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { accountFollowed as followed } from '../../accounts/events.ts';
import { trigger } from '../trigger.ts';

export const accountFollowed = trigger({
  kind: 'account_followed',
  words: words('关注公众号', 'Follows an official account'),
  form: form({
    fields: [
      {
        key: 'accounts',
        label: words('哪些公众号', 'Which accounts'),
        hint: words('不选就是任意一个', 'None chosen: any of them'),
        kind: 'picker',
        of: 'official_account',
        many: 20,
        optional: true,
      },
      {
        key: 'again',
        label: words('取消过又关注的也算', 'Also who comes back'),
        kind: 'switch',
        initial: false,
      },
    ],
    sentence: ({ accounts }, names) => {
      if (accounts === null || accounts.length === 0) return words('关注了公众号', 'Follows an official account');
      const all = accounts.map((id) => names('official_account', id) ?? words(id, id));
      return words(
        `关注了${all.map(({ zh }) => `「${zh}」`).join('、')}`,
        `Follows ${all.map(({ en }) => `“${en}”`).join(' or ')}`,
      );
    },
  }),
  on: [followed],
  knows: [],
  entrantOf({ accounts, again }, told) {
    const follow = payloadOf(followed, told);
    // Who is no member yet is nobody whom a journey could reach.
    if (!follow || follow.memberId === '' || (follow.again && !again)) return null;
    if (accounts !== null && accounts.length > 0 && !accounts.includes(follow.accountId)) return null;
    return {
      memberId: follow.memberId,
      because: words(`关注了公众号「${follow.account}」`, `Followed “${follow.account}”`),
      context: {},
    };
  },
});
