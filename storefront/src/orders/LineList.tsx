import { View } from '@tarojs/components';
import { yuan } from '../ui/money.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './LineList.module.scss';
import { t } from './texts.ts';

type Line = {
  readonly id: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly image: string | null;
  readonly quantity: number;
  /** Per unit, fen. */
  readonly price: number;
  readonly mark?: string;
  /** What it costs otherwise, where it is given for nothing. */
  readonly worth?: number | null;
  readonly onClick?: () => void;
};

/** The goods of an order or of a basket, one under the other. */
export function LineList({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <View className={s.list}>
      {lines.map((line) => (
        <View key={line.id} className={s.line} {...pressable(line.onClick)}>
          <Picture src={line.image} className={s.picture} />
          <View className={s.words}>
            <View className={s.name}>
              {line.worth != null && (
                <View className={s.gift}>
                  <Tag tone="coral">{t('gift')}</Tag>
                </View>
              )}
              {line.name}
            </View>
            {line.values.length > 0 && <View className={s.values}>{line.values.join(' · ')}</View>}
            {line.mark !== undefined && line.mark !== '' && <View className={s.mark}>{line.mark}</View>}
          </View>
          <View className={s.right}>
            <Price fen={line.price} size="small" tone="ink" />
            {line.worth != null && line.worth > 0 && <View className={s.worth}>¥{yuan(line.worth)}</View>}
            <View className={s.count}>×{line.quantity}</View>
          </View>
        </View>
      ))}
    </View>
  );
}
