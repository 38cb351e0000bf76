import { words } from '@huoshui/contracts/words';
import type { ConditionKit } from '../../audiences/index.ts';
import { holdsFor, whoForm } from '../asks.ts';
import { question } from '../question.ts';

/** Parts people by a condition of any nesting. */
export const condition = (conditions: ConditionKit) =>
  question({
    kind: 'condition',
    words: words('按条件分开', 'Part by a condition'),
    form: whoForm(conditions, (said) =>
      words(`${said.zh}吗？`, `${said.en.charAt(0).toUpperCase()}${said.en.slice(1)}?`),
    ),
    asksStore: ({ who }) => conditions.asksStore(who),
    was: async (ctx, { who }, at) => conditions.personsOf(ctx, who, at),
    ask: async (ctx, { values }, runs) => holdsFor(ctx, conditions, values.who, runs),
  });
