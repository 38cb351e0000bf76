import { words } from '@huoshui/contracts/words';
import { askOutcome, ruleHands } from '@huoshui/contracts/words/accounts';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const about = {
  /** Empty where nobody knows yet which member she is. */
  memberId: Type.String(),
  accountId: Type.String(),
  account: Type.String(),
};

export const accountFollowed = fact(
  'account.followed',
  Type.Object({
    ...about,
    /** The code that she came by; empty for none. */
    codeId: Type.String(),
    code: Type.String(),
    /** She had followed before. */
    again: Type.Boolean(),
  }),
  {
    words: words('关注公众号', 'Followed an official account'),
    tell: ({ account, code, again }) => ({
      side: 'act',
      title: again
        ? words(`又关注了公众号「${account}」`, `Followed “${account}” again`)
        : words(`关注了公众号「${account}」`, `Followed “${account}”`),
      ...(code === '' ? {} : { detail: words(`扫码「${code}」`, `by the code “${code}”`) }),
    }),
  },
);

export const accountUnfollowed = fact('account.unfollowed', Type.Object(about), {
  words: words('取消关注公众号', 'Unfollowed an official account'),
  tell: ({ account }) => ({
    side: 'act',
    title: words(`取消关注了公众号「${account}」`, `Unfollowed “${account}”`),
  }),
});

/** She asked an account for something, and a rule answered. */
export const accountAsked = fact(
  'account.asked',
  Type.Object({
    ...about,
    ruleId: Type.String(),
    rule: Type.String(),
    said: Type.String(),
    outcome: Type.Unsafe<keyof typeof askOutcome>(Type.String({ enum: Object.keys(askOutcome) })),
    /** Where she was sent on; `none` for nowhere. */
    hands: Type.Unsafe<keyof typeof ruleHands>(Type.String({ enum: Object.keys(ruleHands) })),
    toId: Type.String(),
  }),
  {
    words: words('向公众号要内容', 'Asked an official account'),
    tell: ({ account, rule, said, outcome }) => ({
      side: 'act',
      title: words(`在「${account}」发了「${said}」`, `Asked “${account}”: ${said}`),
      detail: words(
        `规则「${rule}」：${askOutcome[outcome].zh}`,
        `rule “${rule}”: ${askOutcome[outcome].en.toLowerCase()}`,
      ),
    }),
  },
);
