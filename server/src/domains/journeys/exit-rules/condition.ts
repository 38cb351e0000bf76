import { words } from '@huoshui/contracts/words';
import { personsIn } from '../../../platform/event-store/person-set.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { whoForm } from '../asks.ts';
import { exitRule } from '../exit-rule.ts';

/** A condition of any nesting comes to hold: found before the next step that does or decides something. */
export const condition = (conditions: ConditionKit) =>
  exitRule({
    kind: 'condition',
    words: words('符合某个条件', 'A condition holds'),
    form: whoForm(conditions, (said) => words(`符合：${said.zh}`, `It holds that: ${said.en}`)),
    on: [],
    asksStore: ({ who }) => conditions.asksStore(who),
    holds: async (ctx, { who }, persons, past) =>
      past
        ? personsIn(ctx, await conditions.personsOf(ctx, who, past), persons)
        : conditions.holdsFor(ctx, who, [...persons]),
  });
