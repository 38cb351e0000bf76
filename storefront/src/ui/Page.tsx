import { View } from '@tarojs/components';
import { useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro';
import { type ReactNode, useEffect, useRef } from 'react';
import { readSandboxClock } from '../api/clock.ts';
import { shopSettings, useShop } from '../api/use-shop.ts';
import { usePageTracking } from '../track/index.ts';
import { type Shared, wx } from '../wx/index.ts';
import { sayTabs } from './language.ts';
import { tellOpened } from './opened.ts';
import s from './Page.module.scss';
import { pages } from './pages.ts';
import { currentLanguage } from './texts.ts';
import { titles } from './titles.ts';

type Props = {
  readonly children: ReactNode;
  readonly title?: string;
  readonly className?: string;
  /** What stays at the bottom of the screen: the one act this page is for. */
  readonly bar?: ReactNode;
  /** What a friend gets who is sent this page; without it, the shop's front. */
  readonly shared?: Shared;
  readonly facts?: { readonly productId?: string; readonly categoryId?: string };
};

/** Under the name of the shop, once it has told it. */
const front = (name: string | undefined): Shared => ({ title: name ?? '', path: pages.home, imageUrl: '' });

/** What every page has: tracking, its title, the opened notice told to the shop, room for the bar at the bottom. */
export function Page({ children, title, className = '', bar, shared, facts }: Props) {
  const { path, params } = useRouter();
  usePageTracking(facts);

  const name = useShop()?.name;
  const sharing = useRef(shared ?? front(name));
  sharing.current = shared ?? front(name);
  useShareAppMessage(() => sharing.current);
  const said = title !== undefined && title !== '' ? title : inEnglish(path);
  useDidShow(() => {
    wx.page(address(path, params), () => sharing.current, said);
    sayTabs();
    void followClock();
  });
  useEffect(() => {
    if (said !== '') wx.setTitle(said);
  }, [said]);
  useEffect(() => tellOpened(params), [params]);

  return (
    <View className={`${s.page} ${className}`}>
      {children}
      {bar !== undefined && (
        <>
          <View className={s.room} />
          <View className={s.bar}>{bar}</View>
        </>
      )}
    </View>
  );
}

/** In the sandbox the clock may have been moved since the last page. */
async function followClock(): Promise<void> {
  try {
    const shop = await shopSettings();
    if (shop.sandbox) await readSandboxClock();
  } catch {
    // The page itself will say that the shop cannot be reached.
  }
}

/** The build's own title is Chinese; '' leaves it as it is. */
function inEnglish(path: string): string {
  const page = Object.values(pages).find((one) => one === bare(path));
  return page === undefined || currentLanguage() !== 'en' ? '' : titles(page);
}

function bare(path: string): string {
  return path.replace(/^\//, '').replace(/\?.*$/, '');
}

function address(path: string, params: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(params)
    .filter(([key, value]) => key !== '$taroTimestamp' && key !== 'stamp' && value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  const page = bare(path);
  return pairs.length === 0 ? page : `${page}?${pairs.join('&')}`;
}
