import { View } from '@tarojs/components';
import { Check } from '../ui/Check.tsx';
import { Picture } from '../ui/Picture.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import s from './RefundLine.module.scss';
import { t } from './texts.ts';
import type { Order } from './words.ts';

type Props = {
  readonly line: Order['lines'][number];
  readonly quantity: number;
  /** As many as may go back. */
  readonly most: number;
  readonly onQuantity: (quantity: number) => void;
};

/** One line to give back, wholly or some units of it. */
export function RefundLine({ line, quantity, most, onQuantity }: Props) {
  return (
    <View className={s.line}>
      <Check label={line.name} on={quantity > 0} onClick={() => onQuantity(quantity > 0 ? 0 : most)} />
      <Picture src={line.image} className={s.picture} />
      <View className={s.words}>
        <View className={s.name}>{line.name}</View>
        <View className={s.values}>{[...line.values, t('pieces', { n: most })].join(' · ')}</View>
      </View>
      {most > 1 && quantity > 0 && <Stepper value={quantity} min={1} max={most} onChange={onQuantity} />}
    </View>
  );
}
