import { View } from '@tarojs/components';
import s from './GiftList.module.scss';
import { giftLines, giftsGone } from './gifts.ts';
import { LineList } from './LineList.tsx';
import type { Quote } from './QuoteRows.tsx';

/** What comes with these goods for nothing, and what does not because none is left. */
export function GiftList({ quote }: { readonly quote: Pick<Quote, 'gifts' | 'rejected'> }) {
  const lines = giftLines(quote);
  const gone = giftsGone(quote);
  return (
    <>
      {lines.length > 0 && <LineList lines={lines} />}
      {gone.map((text) => (
        <View key={text} className={s.gone}>
          {text}
        </View>
      ))}
    </>
  );
}
