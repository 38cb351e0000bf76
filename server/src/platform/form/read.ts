import type { Draft, Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../ctx.ts';
import type { DomainError } from '../errors.ts';
import { platformErrors } from '../platform-errors.ts';
import { checkForm, type PickedId } from './check.ts';
import type { Form, Names } from './form.ts';

/**
 * The values of a form, checked, with every picked id known to the domain that owns it.
 * Throws `platform.bad_form` with `details.problems`: the console shows each at its field.
 */
export async function readForm<Fields extends readonly Field[]>(
  ctx: Ctx,
  form: Form<Fields>,
  draft: Draft,
): Promise<ValuesOf<Fields>> {
  const checked = checkForm(form, draft);
  if (!checked.ok) throw badForm(checked.problems);
  const missing = missingOf(checked.picked, await ctx.names(ctx, checked.picked));
  if (missing.length > 0) throw badForm(missing);
  return checked.values;
}

/** What a draft would be taken for: its sentence, or what is wrong with it. */
export async function previewForm(
  ctx: Ctx,
  form: Form,
  draft: Draft,
): Promise<{ readonly problems: readonly Problem[]; readonly sentence: Words | null }> {
  const checked = checkForm(form, draft);
  if (!checked.ok) return { problems: checked.problems, sentence: null };
  const names = await ctx.names(ctx, checked.picked);
  const problems = missingOf(checked.picked, names);
  return { problems, sentence: problems.length > 0 ? null : form.sentence(checked.values, names) };
}

/** Refuse a form; whoever finds a fault that the checker cannot see (a taken name, a spent budget) names its field too. */
export function badForm(problems: readonly Problem[]): DomainError {
  const first = problems[0]?.words ?? words('请检查填写的内容', 'Please check what you entered');
  return platformErrors.error('bad_form', { zh: first.zh, en: first.en, problems });
}

function missingOf(picked: readonly PickedId[], names: Names): Problem[] {
  return picked
    .filter(({ of, id }) => names(of, id) === null)
    .map(({ at }) => ({ at, words: words('选择的内容不存在或已停用', 'What was chosen no longer exists') }));
}
