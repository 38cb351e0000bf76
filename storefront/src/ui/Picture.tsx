import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import s from './Picture.module.scss';

type Props = {
  readonly src: string | null;
  readonly className?: string;
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
export function Picture({ src, className = '', eager = false, fit = 'aspectFill', words = '' }: Props) {
  const [broken, setBroken] = useState(false);
  return (
    <View className={`${s.ground} ${className}`}>
      {src === null || src === '' || broken ? (
        <Icon name="leaf" size={28} color={colors.ink4} />
      ) : (
        <Image
          className={s.image}
          src={pictureUrl(src)}
          mode={fit}
          lazyLoad={!eager}
          onError={() => setBroken(true)}
          {...said(words)}
        />
      )}
    </View>
  );
}

/** A picture as wide as the page and as tall as it is; one that is missing takes no room. */
export function WidePicture({ src, words }: { readonly src: string; readonly words: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return null;
  return (
    <Image
      className={s.wide}
      src={pictureUrl(src)}
      mode="widthFix"
      lazyLoad
      onError={() => setBroken(true)}
      {...said(words)}
    />
  );
}

/** Pictures come from the shop's server; only the mini program needs its name in front. */
export function pictureUrl(src: string): string {
  return src.startsWith('/') ? `${API_BASE}${src}` : src;
}
