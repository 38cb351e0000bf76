import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { day } from '../ui/moment.ts';
import { ShownPictures } from '../ui/SentPictures.tsx';
import s from './ReviewCard.module.scss';
import { Stars } from './Stars.tsx';
import { t } from './texts.ts';

type Props = {
  /** Who wrote it, or of what it is. */
  readonly title: string;
  readonly review: {
    readonly stars: number;
    readonly text: string;
    readonly pictures: readonly string[];
    readonly values: readonly string[];
    readonly createdAt: string;
    readonly added: { readonly text: string; readonly pictures: readonly string[] } | null;
    readonly reply: string | null;
  };
  readonly children?: ReactNode;
};

/** One review: who, how many stars, what she says and shows, what she added, what the shop answers. */
export function ReviewCard({ title, review, children }: Props) {
  const { stars, text, pictures, values, createdAt, added, reply } = review;
  return (
    <View className={s.card}>
      <View className={s.head}>
        <View className={s.name}>{title}</View>
        <Stars of={stars} />
      </View>
      <View className={s.dim}>{[day(createdAt), ...values].join(' · ')}</View>
      {text !== '' && <View className={s.text}>{text}</View>}
      <ShownPictures urls={pictures} />
      {added !== null && (
        <View className={s.added}>
          <View className={s.label}>{t('added')}</View>
          {added.text !== '' && <View className={s.text}>{added.text}</View>}
          <ShownPictures urls={added.pictures} />
        </View>
      )}
      {reply !== null && (
        <View className={s.reply}>
          {t('reply')}
          {reply}
        </View>
      )}
      {children}
    </View>
  );
}
