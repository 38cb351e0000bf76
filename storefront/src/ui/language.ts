import Taro from '@tarojs/taro';
import { wx } from '../wx/index.ts';
import { tabPages } from './pages.ts';
import { currentLanguage, type Language, languages, speak } from './texts.ts';
import { titles } from './titles.ts';

const key = 'huoshui:language';

/** What the tab bar says now: it is built in Chinese. */
let onTabs: Language = 'zh-CN';

/** What she chose on this phone, else English on an English phone, else Chinese. Before anything is drawn. */
export function startLanguage(): void {
  const chosen: unknown = Taro.getStorageSync(key);
  const known = Object.keys(languages).find((one) => one === chosen);
  if (known === 'en' || known === 'zh-CN') speak(known);
  else speak(/^en/i.test(wx.language()) ? 'en' : 'zh-CN');
}

/** Every page is drawn anew, beginning with the one whose path is given. */
export function chooseLanguage(language: Language, page: string): void {
  if (language === currentLanguage()) return;
  Taro.setStorageSync(key, language);
  speak(language);
  void Taro.reLaunch({ url: `/${page}` });
}

/** Tabs have their names from the build; a page with a tab bar brings them into her language. */
export function sayTabs(): void {
  const before = onTabs;
  onTabs = currentLanguage();
  if (onTabs === before) return;
  for (const [index, page] of tabPages.entries())
    Promise.resolve(Taro.setTabBarItem({ index, text: titles(page === tabPages[0] ? 'homeTab' : page) })).catch(() => {
      // Not on a tab page yet: the next one tries again.
      onTabs = before;
    });
}
