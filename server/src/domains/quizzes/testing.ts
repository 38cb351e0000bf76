import type { Draft } from '@huoshui/contracts/form';

type Answers = Partial<Readonly<Record<'a' | 'b' | 'c' | 'aTag' | 'bTag' | 'cTag', string>>>;

/** A question with two answers, unless told otherwise. */
export function question(text: string, answers: Answers = {}): Draft {
  return { text, a: `${text} A`, b: `${text} B`, c: null, aTag: null, bTag: null, cTag: null, ...answers };
}

export function result(title: string, more: { readonly tag?: string; readonly gift?: string | null } = {}): Draft {
  return { title, text: `${title}.`, tag: null, gift: null, ...more };
}

/** The values of a quiz of two questions and two results that tells everybody, unless told otherwise; `gift`: what each brings. */
export function quizValues(name: string, gift: string | null = null, more: Draft = {}): Draft {
  return {
    name,
    title: name,
    intro: null,
    questions: [question('1'), question('2')],
    results: [result('A', { gift }), result('B', { gift })],
    giftFor: 'everybody',
    for: 'everybody',
    ...more,
  };
}
