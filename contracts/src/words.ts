// No TypeBox here: clients import this module's values, and everything else under contracts/src by type only.

/** A sentence of ours in both languages. What people wrote themselves (names, notes) stays plain text. */
export type Words = { readonly zh: string; readonly en: string };

export function words(zh: string, en: string): Words {
  return { zh, en };
}

/** A name or a reason: a pair where it is ours, plain text as people wrote it. */
export type Said = Words | string;

/** The values of an enum, each with its words: `{ paid: words('已支付', 'Paid') }`. */
export type WordsOf<Value extends string> = Readonly<Record<Value, Words>>;

/** The values of an enum that is declared with its words, in the order of declaration, for `OneOf`. */
export function valuesOf<const T extends Readonly<Record<string, Words>>>(
  enumeration: T,
): readonly (keyof T & string)[] {
  return Object.keys(enumeration);
}

/** What people wrote, where a pair is asked for: it reads the same in both. */
export function plainWords(text: string): Words {
  return { zh: text, en: text };
}

/** Either of the two as a pair, for an answer. */
export function bothOf(said: Said): Words {
  return typeof said === 'string' ? plainWords(said) : said;
}

/** The words of a value that was written some time ago: one that the enum no longer knows stands as it is. */
export function wordsOf(enumeration: WordsOf<string>, value: string): Words {
  return enumeration[value] ?? plainWords(value);
}

/** A deed and the thing it was done to, by its name: 修改商品「草莓」, Changed the product “草莓”. */
export function named(deed: Words, name: Said): Words {
  const { zh, en } = typeof name === 'string' ? words(name, name) : name;
  return { zh: `${deed.zh}「${zh}」`, en: `${deed.en} “${en}”` };
}

/** One sentence out of several, in both languages; plain text stands as it is in both. */
export function joinWords(parts: readonly Said[], between: Words = words('', ' ')): Words {
  const side = (language: 'zh' | 'en') =>
    parts.map((part) => (typeof part === 'string' ? part : part[language])).join(between[language]);
  return words(side('zh'), side('en'));
}
