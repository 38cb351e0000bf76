import type { Draft, Problem } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Composition, Variables } from './channel.ts';
import type { Variable } from './template.ts';

/** Put values into `{{name}}`; a name without a value becomes nothing. */
export function fill(text: string, variables: Variables): string {
  return text.replace(PLACE, (_whole, name: string) => variables[name] ?? '');
}

/** The first variable in a text that has no value: such a text must not leave the house. */
export function lacking(text: string, variables: Variables): string | null {
  return namesIn(text).find((name) => (variables[name] ?? '').trim() === '') ?? null;
}

/** Names used in a text that the template does not know. */
export function unknownVariables(text: string, known: readonly Variable[]): string[] {
  return namesIn(text).filter((name) => !known.some((k) => k.name === name));
}

/**
 * The texts of some fields of a content, in their order, variables filled in; or what keeps them from being sent: a variable without a
 * value, a field that came out empty. Optional fields are not asked for here.
 */
export function fillFields(
  values: Draft,
  keys: readonly string[],
  variables: Variables,
): { readonly ok: true; readonly texts: readonly string[] } | Extract<Composition, { ok: false }> {
  const texts: string[] = [];
  for (const key of keys) {
    const name = lacking(textIn(values, key), variables);
    if (name !== null) return unfit(key, words(`没有变量 ${name} 的值`, `There is no value for ${name}`));
    const text = fill(textIn(values, key), variables).trim();
    if (text === '') return unfit(key, words('内容是空的', 'It is empty'));
    texts.push(text);
  }
  return { ok: true, texts };
}

export function unfit(at: string, what: Words): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { at, words: what } };
}

/** A text of a content; what is no text is ''. */
export function textIn(values: Draft, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value : '';
}

const PLACE = /\{\{\s*(\w+)\s*\}\}/g;

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map((m) => m[1] ?? '');
}
