import type { Words } from '@huoshui/contracts/words';
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
