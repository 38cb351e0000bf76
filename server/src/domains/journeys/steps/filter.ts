import { words } from '@huoshui/contracts/words';
import { personsIn } from '../../../platform/event-store/person-set.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { holdsFor, whoForm, whoIs } from '../asks.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** Who does not meet the condition leaves, and her history says which one it was. Both arms are asked. */
export const filter = (conditions: ConditionKit) =>
  step({
    kind: 'filter',
    words: words('只留下符合条件的人', 'Keep those who meet a condition'),
    group: 'ask',
    form: whoForm(conditions, (said) => words(`只留下：${said.zh}`, `Keep those for whom: ${said.en}`)),
    ways: [next],
    asksStore: ({ who }) => conditions.asksStore(who),
    async would(ctx, { values }, { persons, at }) {
      const held = await personsIn(ctx, await conditions.personsOf(ctx, values.who, at), persons);
      return (personNo) => (held.has(personNo) ? next.key : null);
    },
    async run(ctx, _plan, { values }, runs) {
      const holds = await holdsFor(ctx, conditions, values.who, runs);
      const others = runs.filter((run) => !holds(run));
      const stays = { runs: runs.filter((run) => holds(run)), way: 'next' };
      if (others.length === 0) return [stays];
      const { picks, say } = whoIs(conditions);
      const { zh, en } = say(values, await ctx.names(ctx, picks(values)));
      return [stays, { runs: others, leaves: words(`不符合：${zh}`, `Did not meet: ${en}`) }];
    },
  });
