import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import s from './leaders.module.scss';
import { t } from './texts.ts';

type Good = Answer<'GET /api/shop/waves/:id'>['goods'][number];
export type Chosen = Readonly<Record<string, number>>;

type Props = {
  readonly goods: readonly Good[];
  readonly perMember: number | null;
  readonly open: boolean;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
};

/** Each good with how many are taken: paid ones, and nothing else. */
export function WaveGoods({ goods, perMember, open, chosen, onChange }: Props) {
  return (
    <View className={s.list}>
      {goods.map((good) => {
        const { skuId, name, values, image, price, list, left, taken, hers } = good;
        const most = Math.min(left, 999, perMember === null ? 999 : Math.max(0, perMember - hers));
        return (
          <View key={skuId} className={s.line}>
            <Picture className={s.square} src={image} wide={72} />
            <View className={s.words}>
              <View className={s.name}>{[name, ...values].join(' ')}</View>
              <View className={s.note}>
                {taken > 0 ? t('taken', { n: taken }) : t('nobodyYet')}
                {left <= 20 && left > 0 && ` · ${t('leftUnits', { n: left })}`}
                {hers > 0 && ` · ${t('youHave', { n: hers })}`}
              </View>
              <View className={s.prices}>
                <Price fen={price} />
                {list > price && <Price fen={list} size="small" tone="soft" struck />}
              </View>
            </View>
            {open &&
              (most > 0 ? (
                <Stepper
                  value={chosen[skuId] ?? 0}
                  min={0}
                  max={most}
                  onChange={(value) => onChange({ ...chosen, [skuId]: value })}
                />
              ) : (
                <View className={s.note}>{t(left === 0 ? 'soldOut' : 'youHaveAll')}</View>
              ))}
          </View>
        );
      })}
    </View>
  );
}
