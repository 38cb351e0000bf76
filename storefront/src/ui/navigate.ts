import Taro from '@tarojs/taro';
import { placeOf, tabPages, todaysPath } from './pages.ts';

/** Opens a page of the shop by its path, with or without a leading slash; the four tabs are switched to. */
export function go(path: string): void {
  const [asked = '', query] = path.split('?');
  const page = todaysPath(asked);
  const url = query === undefined ? `/${page}` : `/${page}?${query}`;
  if (tabPages.some((tab) => tab === page)) {
    void Taro.switchTab({ url: `/${page}` });
    return;
  }
  // WeChat keeps at most ten pages open; the eleventh replaces the last.
  if (Taro.getCurrentPages().length >= 9) void Taro.redirectTo({ url });
  else void Taro.navigateTo({ url }).catch(() => Taro.switchTab({ url: `/${tabPages[0]}` }));
}

/** Comes in at an address that leads nowhere in this version: on to where it stands today, else home. */
export function arrive(path: string, query: Readonly<Record<string, unknown>>): void {
  const page = placeOf(path);
  const search = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  const url = `/${page}`;
  // Not there yet, so there is nothing to go back to.
  if (tabPages.some((tab) => tab === page)) void Taro.switchTab({ url });
  else void Taro.redirectTo({ url: search.length > 0 ? `${url}?${search.join('&')}` : url });
}

export function replace(path: string): void {
  void Taro.redirectTo({ url: path.startsWith('/') ? path : `/${path}` });
}

export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: `/${tabPages[0]}` });
}
