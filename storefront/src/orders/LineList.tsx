import { View } from '@tarojs/components';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import s from './LineList.module.scss';

type Line = {
  readonly id: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly image: string | null;
  readonly quantity: number;
  /** Per unit, fen. */
  readonly price: number;
  readonly mark?: string;
  readonly onClick?: () => void;
};

/** The goods of an order or of a basket, one under the other. */
export function LineList({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <View className={s.list}>
      {lines.map((line) => (
        <View key={line.id} className={s.line} onClick={line.onClick}>
          <Picture src={line.image} className={s.picture} />
          <View className={s.words}>
            <View className={s.name}>{line.name}</View>
            {line.values.length > 0 && <View className={s.values}>{line.values.join(' · ')}</View>}
            {line.mark !== undefined && line.mark !== '' && <View className={s.mark}>{line.mark}</View>}
          </View>
          <View className={s.right}>
            <Price fen={line.price} size="small" tone="ink" />
            <View className={s.count}>×{line.quantity}</View>
          </View>
        </View>
      ))}
    </View>
  );
}
