import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import { forgetSearches, searchHistory } from './history.ts';
import s from './SearchIdle.module.scss';
import { t } from './texts.ts';

/** Before anything is typed: what she looked for, and what is hot. */
export function SearchIdle({ onPick }: { readonly onPick: (word: string) => void }) {
  const others = useLoad(async () => api('GET /api/shop/search/hot-words', {}), []);
  const [words, setWords] = useState<readonly string[]>([]);
  useEffect(() => {
    void searchHistory().then(setWords);
  }, []);
  const hot = (others.data?.items ?? []).map(({ word }) => word);
  const forget = () => void forgetSearches().then(() => setWords([]));
  return (
    <View className={s.idle}>
      {words.length > 0 && (
        <>
          <View className={s.head}>
            {t('searched')}
            <View className={s.bin} {...pressable(forget, { label: t('forget') })}>
              <Icon name="trash-2" size={16} color={colors.ink3} />
            </View>
          </View>
          <Words words={words} onPick={onPick} />
        </>
      )}
      {hot.length > 0 && (
        <>
          <View className={s.head}>{t('hot')}</View>
          <Words words={hot} onPick={onPick} hot />
        </>
      )}
    </View>
  );
}

function Words({
  words,
  onPick,
  hot = false,
}: {
  readonly words: readonly string[];
  readonly onPick: (word: string) => void;
  readonly hot?: boolean;
}) {
  return (
    <View className={s.words}>
      {words.map((word, at) => (
        <View key={word} className={s.tap} {...pressable(() => onPick(word))}>
          <View className={s.word}>
            {hot && at < 3 && <Icon name="flame" size={14} color={colors.coral} className={s.flame} />}
            {word}
          </View>
        </View>
      ))}
    </View>
  );
}
