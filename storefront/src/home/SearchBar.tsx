import { Swiper, SwiperItem, View } from '@tarojs/components';
import { openPath } from '../codes/open-code.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './SearchBar.module.scss';
import { t } from './texts.ts';

/** The way to the search page, with hot words turning slowly, and to the scanner. */
export function SearchBar({ words }: { readonly words: readonly string[] }) {
  const shown = words.length > 0 ? words : [t('search')];
  return (
    <View className={s.bar}>
      <View className={s.field}>
        <Icon name="search" size={18} color={colors.ink3} />
        <Swiper className={s.words} vertical circular autoplay={shown.length > 1} interval={4000}>
          {shown.map((word) => (
            <SwiperItem key={word}>
              <View
                className={s.word}
                {...pressable(() => go(`${pages.search}?hint=${encodeURIComponent(words.length > 0 ? word : '')}`), {
                  role: 'link',
                })}
              >
                {word}
              </View>
            </SwiperItem>
          ))}
        </Swiper>
      </View>
      <View className={s.scan} {...pressable(() => void scan(), { label: t('scan') })}>
        <Icon name="scan-line" size={22} color={colors.ink2} />
      </View>
    </View>
  );
}

/** A scanned code that names one of our pages opens it. */
async function scan(): Promise<void> {
  const found = await attempt(async () => wx.scan());
  if (found === null) return;
  const known = Object.values(pages).find((page) => found.includes(page));
  if (known === undefined) toast(t('strangeCode'));
  else openPath(found.slice(found.indexOf(known)));
}
