import { valuesOf, type Words, type WordsOf } from '@huoshui/contracts/words';
import { useCallback } from 'react';
import { useLanguage } from './figures.tsx';
import { currentLanguage, type Language } from './language.ts';

/** Shows a pair in the operator's language and follows the switch: `say(row.stateWords)`. */
export function useWords(): (pair: Words) => string {
  const language = useLanguage();
  return useCallback((pair) => wordsIn(pair, language), [language]);
}

/** The same outside of components: for pure functions and tests. */
export function wordsIn(pair: Words, language: Language = currentLanguage()): string {
  return language === 'en' ? pair.en : pair.zh;
}

/** The values of an enum as choices of a filter or a select. */
export function optionsOf<const Value extends string>(
  enumeration: WordsOf<Value>,
  say: (pair: Words) => string,
): { readonly value: Value; readonly label: string }[] {
  return valuesOf(enumeration).map((value) => ({ value, label: say(enumeration[value]) }));
}
