import i18next from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from './language.ts';
import './language.ts';

type Pair = readonly [zh: string, en: string];
type Values = Readonly<Record<string, string | number>>;
export type Text<Key extends string> = (key: Key, values?: Values) => string;

/**
 * The texts of one domain, both languages side by side: a missing one does not compile. They load with the page that
 * imports them. `useText` follows the language switch; `textIn` is for pure functions and tests.
 */
export function defineTexts<const Pairs extends Readonly<Record<string, Pair>>>(namespace: string, pairs: Pairs) {
  type Key = keyof Pairs & string;
  const inLanguage = (index: 0 | 1) =>
    Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[index]]));
  i18next.addResourceBundle('zh-CN', namespace, inLanguage(0));
  i18next.addResourceBundle('en', namespace, inLanguage(1));

  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, at its top level; the hook never changes.
  function useText(): Text<Key> {
    const { t } = useTranslation(namespace);
    return useCallback((key, values) => t(key, { ...values }), [t]);
  }

  function textIn(language: Language): Text<Key> {
    const t = i18next.getFixedT(language, namespace);
    return (key, values) => t(key, { ...values });
  }

  return { useText, textIn };
}
