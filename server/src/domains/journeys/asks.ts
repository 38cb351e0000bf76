import type { Condition } from '@huoshui/contracts/condition';
import type { ConditionField } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { type Form, form, type Names } from '../../platform/form/form.ts';
import type { ConditionKit } from '../audiences/index.ts';
import type { Visitor } from './run.ts';

/** The field in which a condition of any nesting stands. */
export const whoField = {
  key: 'who',
  label: words('条件', 'Condition'),
  kind: 'condition',
} as const satisfies ConditionField;

/** What every form with such a field hands on to whoever composes conditions. */
export function whoIs(conditions: ConditionKit) {
  return {
    problem: ({ who }: Asked) => {
      const [first] = conditions.check(who).problems;
      return first ? { at: `who.${first.at}`.replace(/\.$/, ''), words: first.words } : null;
    },
    picks: ({ who }: Asked) => conditions.check(who).picked.map((one) => ({ ...one, at: `who.${one.at}` })),
    say: ({ who }: Asked, names: Names): Words => conditions.say(who, names),
  };
}

type Asked = { readonly who: Condition };

/** A form that asks for a condition and nothing else. */
export function whoForm(conditions: ConditionKit, sentence: (said: Words) => Words): Form<readonly [typeof whoField]> {
  const { problem, picks, say } = whoIs(conditions);
  return form({ fields: [whoField], problem, picks, sentence: (values, names) => sentence(say(values, names)) });
}

/** Of those who stand somewhere, for whom it holds now; one question for all of them. */
export async function holdsFor(
  ctx: Ctx,
  conditions: ConditionKit,
  who: Condition,
  runs: readonly Visitor[],
): Promise<(run: Visitor) => boolean> {
  const yes = await conditions.holdsFor(
    ctx,
    who,
    runs.map(({ personNo }) => personNo),
  );
  return ({ personNo }) => yes.has(personNo);
}
