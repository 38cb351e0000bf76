import type { Condition } from '@huoshui/contracts/condition';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { checkForm } from '../../../platform/form/check.ts';
import type { Names } from '../../../platform/form/form.ts';
import type { ConditionKind } from '../condition.ts';

/** A checked condition as a sentence, by names that were read before. */
export function sayCondition(kinds: readonly ConditionKind[], condition: Condition, names: Names): Words {
  if ('all' in condition)
    return joined(
      'all',
      condition.all.map((part) => sayCondition(kinds, part, names)),
    );
  if ('any' in condition)
    return joined(
      'any',
      condition.any.map((part) => sayCondition(kinds, part, names)),
    );
  if ('not' in condition) return negated(sayCondition(kinds, condition.not, names));
  const kind = kinds.find((one) => one.kind === condition.kind);
  const checked = kind && checkForm(kind.form, condition.values);
  if (!kind || !checked?.ok) return words(condition.kind, condition.kind);
  return kind.form.sentence(checked.values, names);
}

function joined(by: 'all' | 'any', sentences: readonly Words[]): Words {
  const between = by === 'all' ? words('，并且', ' and ') : words('，或者', ' or ');
  return joinWords(sentences.length > 1 ? sentences.map(bracketed) : sentences, between);
}

function negated({ zh, en }: Words): Words {
  return words(`不满足（${zh}）`, `not (${en})`);
}

function bracketed({ zh, en }: Words): Words {
  return /，并且|，或者/.test(zh) ? words(`（${zh}）`, `(${en})`) : words(zh, en);
}
