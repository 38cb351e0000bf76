import { View } from '@tarojs/components';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './Assets.module.scss';
import { t } from './texts.ts';

type Props = {
  readonly coupons: number | null;
  /** Absent where the shop has no points and she has none. */
  readonly points: number | null | undefined;
  readonly unread: number | null;
};

/** What she has: numbers that open their page. A dash while it is not known. */
export function Assets({ coupons, points, unread }: Props) {
  return (
    <View className={s.row}>
      <Figure value={coupons} label={t('coupons')} onClick={() => go(pages.coupons)} />
      <View className={s.line} />
      {points !== undefined && (
        <>
          <Figure value={points} label={t('points')} onClick={() => go(pages.points)} />
          <View className={s.line} />
        </>
      )}
      <Figure value={unread} label={t('unread')} dot={(unread ?? 0) > 0} onClick={() => go(pages.inbox)} />
    </View>
  );
}

type FigureProps = {
  readonly value: number | null;
  readonly label: string;
  readonly dot?: boolean;
  readonly onClick: () => void;
};

function Figure({ value, label, dot = false, onClick }: FigureProps) {
  return (
    <View className={s.figure} {...pressable(onClick)}>
      <View className={s.value}>
        {value ?? '–'}
        {dot && <View className={s.dot} />}
      </View>
      <View className={s.label}>{label}</View>
    </View>
  );
}
