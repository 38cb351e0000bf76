import type { Condition } from '@huoshui/contracts/condition';
import type { Problem } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { checkForm, type PickedId } from '../../../platform/form/check.ts';
import type { ConditionKind } from '../condition.ts';
import { readCondition } from './read.ts';

/** A condition that lies in a form: what is wrong with it, without asking anybody, and what its leaves pick. */
export type CheckedCondition = { readonly problems: readonly Problem[]; readonly picked: readonly PickedId[] };

export function checkCondition(kinds: readonly ConditionKind[], draft: unknown): CheckedCondition {
  const { condition, problems } = readCondition(draft);
  return condition ? checkPart(kinds, condition, '') : { problems, picked: [] };
}

function checkPart(kinds: readonly ConditionKind[], condition: Condition, at: string): CheckedCondition {
  if ('not' in condition) return checkPart(kinds, condition.not, `${at}not.`);
  if ('kind' in condition) {
    const kind = kinds.find((one) => one.kind === condition.kind);
    if (!kind) return { problems: [{ at: `${at}kind`, words: unknownKind(condition.kind) }], picked: [] };
    const checked = checkForm(kind.form, condition.values);
    const below = <T extends { readonly at: string }>(one: T): T => ({
      ...one,
      at: `${at}values.${one.at}`.replace(/\.$/, ''),
    });
    return checked.ok
      ? { problems: [], picked: checked.picked.map(below) }
      : { problems: checked.problems.map(below), picked: [] };
  }
  const [key, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  const told = parts.map((part, n) => checkPart(kinds, part, `${at}${key}.${n}.`));
  return { problems: told.flatMap((one) => one.problems), picked: told.flatMap((one) => one.picked) };
}

export function unknownKind(kind: string): Words {
  return words(`没有「${kind}」这种条件`, `There is no condition "${kind}"`);
}
