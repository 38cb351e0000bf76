import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { api } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import s from './Suggestions.module.scss';

const pauseMs = 220;

/** While she types; asked when the fingers rest, a late answer to an older text is dropped. */
export function Suggestions({ typed, onPick }: { readonly typed: string; readonly onPick: (word: string) => void }) {
  const [words, setWords] = useState<readonly string[]>([]);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      // Without suggestions one can still search; a failure says nothing.
      const found = await api('GET /api/shop/search/suggestions', { query: { q: typed } }).catch(() => null);
      if (!stale && found !== null) setWords(found.items);
    }, pauseMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return (
    <View className={s.list}>
      {words.map((word) => (
        <View key={word} className={s.row} {...pressable(() => onPick(word))}>
          <Icon name="search" size={16} color={colors.ink4} />
          <View className={s.word}>{word}</View>
        </View>
      ))}
    </View>
  );
}
