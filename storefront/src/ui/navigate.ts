import Taro from '@tarojs/taro';
import { tabPages } from './pages.ts';

/** Opens a page of the shop by its path, with or without a leading slash; the four tabs are switched to. */
export function go(path: string): void {
  const url = path.startsWith('/') ? path : `/${path}`;
  const page = url.slice(1).split('?')[0] ?? '';
  if (tabPages.some((tab) => tab === page)) {
    void Taro.switchTab({ url: `/${page}` });
    return;
  }
  // WeChat keeps at most ten pages open; the eleventh replaces the last.
  if (Taro.getCurrentPages().length >= 9) void Taro.redirectTo({ url });
  else void Taro.navigateTo({ url }).catch(() => Taro.switchTab({ url: `/${tabPages[0]}` }));
}

export function replace(path: string): void {
  void Taro.redirectTo({ url: path.startsWith('/') ? path : `/${path}` });
}

export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: `/${tabPages[0]}` });
}
