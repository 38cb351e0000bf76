import { numberProblem } from '@huoshui/contracts/form-numbers';
import { type Words, words } from '@huoshui/contracts/words';
import type { NumberRule } from './number-input.tsx';

/** What is wrong with what was typed, or is missing. The same sentences as the server's. */
export function numberFault(rule: NumberRule, typed: unknown): Words | null {
  if (typed !== null && typed !== undefined && typed !== '') return numberProblem(rule, typed);
  return rule.optional ? null : words(`请填写${rule.label.zh}`, `${rule.label.en} is missing`);
}
