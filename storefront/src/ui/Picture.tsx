import { sizedAddress } from '@huoshui/contracts/picture-address';
import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import s from './Picture.module.scss';

type Props = {
  readonly src: string | null;
  readonly className?: string;
  /** How wide it is on the page, in its own pixels: which size of it is fetched. */
  readonly wide?: number;
  readonly eager?: boolean;
  readonly fit?: 'aspectFill' | 'aspectFit';
  /** What it shows, where no text beside it says so. */
  readonly words?: string;
};

/** A picture whose thing is named beside it is passed over by whoever hears the page. */
function said(words: string): object {
  return process.env.TARO_ENV === 'h5' ? { nativeProps: { alt: words } } : {};
}

/** A picture on the ground all product pictures share; a missing one leaves a quiet leaf, never a broken frame. */
export function Picture({ src, className = '', wide = 96, eager = false, fit = 'aspectFill', words = '' }: Props) {
  const { address, broken, onError } = useSize(src ?? '', wide);
  return (
    <View className={`${s.ground} ${className}`}>
      {address === '' || broken ? (
        <Icon name="leaf" size={28} color={colors.ink4} />
      ) : (
        <Image className={s.image} src={address} mode={fit} lazyLoad={!eager} onError={onError} {...said(words)} />
      )}
    </View>
  );
}

/** A picture as wide as the page and as tall as it is; one that is missing takes no room. */
export function WidePicture({ src, words }: { readonly src: string; readonly words: string }) {
  const { address, broken, onError } = useSize(src, PAGE_WIDE);
  if (broken) return null;
  return <Image className={s.wide} src={address} mode="widthFix" lazyLoad onError={onError} {...said(words)} />;
}

/** The size that fits this screen; the whole picture where that one does not come, and broken where neither does. */
function useSize(src: string, wide: number) {
  const sized = sizedAddress(src, wide * screenRatio());
  const [failed, setFailed] = useState<readonly string[]>([]);
  const shown = failed.includes(sized) ? src : sized;
  const onError = () => setFailed((before) => [...before, shown]);
  return { address: pictureUrl(shown), broken: failed.includes(shown), onError };
}

/** As wide as a phone. */
export const PAGE_WIDE = 375;

/** Dots of the screen to a pixel of the page. */
function screenRatio(): number {
  ratio ??= process.env.TARO_ENV === 'h5' ? window.devicePixelRatio : Taro.getWindowInfo().pixelRatio;
  return ratio;
}
let ratio: number | undefined;

/** Pictures come from the shop's server; only the mini program needs its name in front. */
export function pictureUrl(src: string): string {
  return src.startsWith('/') ? `${API_BASE}${src}` : src;
}
