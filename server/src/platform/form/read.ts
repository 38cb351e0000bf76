import type { Draft, Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../ctx.ts';
import type { DomainError } from '../errors.ts';
import { platformErrors } from '../platform-errors.ts';
import { redLinesOf } from '../red-lines.ts';
import { checkForm, type PickedId, pickedByForm } from './check.ts';
import type { Form } from './form.ts';
import type { FoundNames } from './names.ts';

export type ReadOptions = {
  /** Where this form stands in the form that the operator sees: `steps.2` puts its problems there. */
  readonly at?: string;
  /** What was saved before: what it picked may have ended since, and stays. */
  readonly stored?: Draft;
};

/**
 * The values of a form, checked, with every picked id known to the domain that owns it.
 * Throws `platform.bad_form` with `details.problems`: the console shows each at its field.
 */
export async function readForm<Fields extends readonly Field[]>(
  ctx: Ctx,
  form: Form<Fields>,
  draft: Draft,
  { at = '', stored = {} }: ReadOptions = {},
): Promise<ValuesOf<Fields>> {
  const checked = checkForm(form, draft);
  if (!checked.ok) throw badForm(under(at, checked.problems));
  const names = await ctx.names(ctx, checked.picked);
  const refused = unpickable(checked.picked, names, new Set(pickedByForm(form, stored).map(keyOf)));
  if (refused.length > 0) throw badForm(under(at, refused));
  return checked.values;
}

/** What a draft would be taken for: its sentence, or what is wrong with it. */
export async function previewForm(
  ctx: Ctx,
  form: Form,
  draft: Draft,
): Promise<{
  readonly problems: readonly Problem[];
  readonly cautions: readonly Problem[];
  readonly sentence: Words | null;
}> {
  const cautions = form.published ? redLinesOf(form.fields, draft).cautions : [];
  const checked = checkForm(form, draft);
  if (!checked.ok) return { problems: checked.problems, cautions, sentence: null };
  const names = await ctx.names(ctx, checked.picked);
  const problems = gone(checked.picked, names);
  return { problems, cautions, sentence: problems.length > 0 ? null : form.sentence(checked.values, names) };
}

/** What nobody knows of what was picked: a preview does not know what was saved before, so saving alone refuses what has ended. */
export function gone(picked: readonly PickedId[], names: FoundNames): readonly Problem[] {
  return unpickable(picked, names, new Set(picked.map(keyOf)));
}

/** Refuse a form; whoever finds a fault that the checker cannot see (a taken name, a spent budget) names its field too. */
export function badForm(problems: readonly Problem[]): DomainError {
  const first = problems[0]?.words ?? words('请检查填写的内容', 'Please check what you entered');
  return platformErrors.error('bad_form', { zh: first.zh, en: first.en, problems });
}

function under(at: string, problems: readonly Problem[]): readonly Problem[] {
  if (at === '') return problems;
  return problems.map((problem) => ({ ...problem, at: problem.at === '' ? at : `${at}.${problem.at}` }));
}

function unpickable(picked: readonly PickedId[], names: FoundNames, before: ReadonlySet<string>): Problem[] {
  return picked.flatMap((one) => {
    const name = names(one.of, one.id);
    if (name === null) return { at: one.at, words: words('选择的内容已不存在', 'What was chosen no longer exists') };
    if (!names.ended(one.of, one.id) || before.has(keyOf(one))) return [];
    const note = names.note(one.of, one.id);
    const told = words(
      `「${name.zh}」${note?.zh ?? '已停用'}，不能再选择`,
      `“${name.en}” (${note?.en ?? 'ended'}) cannot be chosen`,
    );
    return { at: one.at, words: told };
  });
}

const keyOf = ({ of, id }: Pick<PickedId, 'of' | 'id'>): string => `${of} ${id}`;
