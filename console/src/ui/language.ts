import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Chinese is the first language of every face; English is one switch away. */
export const languages = { 'zh-CN': '中文', en: 'English' } as const;
export type Language = keyof typeof languages;

const storageKey = 'huoshui.language';

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value);

function storedLanguage(): Language {
  const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(storageKey);
  return isLanguage(stored) ? stored : 'zh-CN';
}

/** Texts join in later, each with the page that needs it (see texts.ts), so nothing is loaded here. */
void i18next.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: 'zh-CN',
  resources: {},
  ns: [],
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  showSupportNotice: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'zh-CN');

export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
