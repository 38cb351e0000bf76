import type { Condition } from '@huoshui/contracts/condition';
import type { Draft, Field, ValuesOf } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { blockFor } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm, type PickedId } from '../../platform/form/check.ts';
import { form } from '../../platform/form/form.ts';
import { type ConditionKit, createHoldsNow } from '../audiences/index.ts';
import { optionsOf } from './link-fields.ts';

const fields = [
  {
    key: 'for',
    label: words('给谁看', 'For whom'),
    kind: 'choice',
    options: optionsOf(blockFor),
    initial: 'everybody',
  },
  { key: 'who', label: words('条件', 'Condition'), kind: 'condition', when: { field: 'for', is: ['some'] } },
] as const satisfies readonly Field[];

type AudienceValues = ValuesOf<typeof fields>;

/** Whom a block is for. `conditions`: what may be asked of people. */
export function audienceForm(conditions: ConditionKit) {
  return form({
    fields,
    problem({ who }) {
      const [first] = who === null ? [] : conditions.check(who).problems;
      return first === undefined ? null : { at: `who.${first.at}`.replace(/\.$/, ''), words: first.words };
    },
    picks: ({ who }) =>
      who === null ? [] : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `who.${one.at}` })),
    sentence: (values, names) => (values.who === null ? blockFor[values.for] : conditions.say(values.who, names)),
  });
}

export type AudienceForm = ReturnType<typeof audienceForm>;
/** Of those who ask at one moment each condition is asked once for all. */
export type IsFor = (ctx: Ctx, audience: Draft, personNo: number) => Promise<boolean>;

const HAS_ORDERED: Condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };

/** Whether a block is for her at this moment. One whose condition cannot be asked (its segment is gone) is for nobody. */
export function createIsFor(conditions: ConditionKit, audiences: AudienceForm): IsFor {
  const holds = createHoldsNow(conditions);
  const read = new WeakMap<object, { readonly condition: Condition | null } | null>();
  return async (ctx, audience, personNo) => {
    let known = read.get(audience);
    if (known === undefined) {
      const checked = checkForm(audiences, audience);
      known = checked.ok ? { condition: conditionOf(checked.values) } : null;
      read.set(audience, known);
    }
    if (known === null) return false;
    return known.condition === null || (await holds(ctx, known.condition, personNo));
  };
}

/** Null: it is for everybody. */
function conditionOf({ for: whom, who }: AudienceValues): Condition | null {
  if (whom === 'newcomers') return { not: HAS_ORDERED };
  return whom === 'buyers' ? HAS_ORDERED : who;
}
