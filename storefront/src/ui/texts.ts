import type { Words } from '@huoshui/contracts/words';

type Pair = readonly [zh: string, en: string];
type Values = Readonly<Record<string, string | number>>;

/** Each language by its own name. */
export const languages = { 'zh-CN': '中文', en: 'English' } as const;
export type Language = keyof typeof languages;

/** Chinese until language.ts knows better; a page reads it when it draws, and all are drawn anew after a switch. */
let spoken: Language = 'zh-CN';

export function speak(language: Language): void {
  spoken = language;
}

export function currentLanguage(): Language {
  return spoken;
}

/** A sentence that the shop's server says in both languages. */
export function say({ zh, en }: Words): string {
  return spoken === 'en' ? en : zh;
}

/**
 * The texts of one room, both languages side by side: a missing one does not compile. `{name}` takes a value,
 * `{n|day|days}` the word that fits one or many. Call the result where it is shown, never when a module loads; `zh` is
 * for what the shop's people read.
 */
export function defineTexts<const Pairs extends Readonly<Record<string, Pair>>>(pairs: Pairs) {
  type Key = keyof Pairs & string;
  const text = (key: Key, values: Values = {}): string => fill(pairs[key]?.[spoken === 'en' ? 1 : 0] ?? '', values);
  const zh = (key: Key, values: Values = {}): string => fill(pairs[key]?.[0] ?? '', values);
  return Object.assign(text, { zh });
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, one?: string, many?: string) =>
    one === undefined ? String(values[name] ?? '') : ((values[name] === 1 ? one : many) ?? ''),
  );
}
