import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { named } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { say } from '../ui/texts.ts';
import s from './PointsPicker.module.scss';
import type { Quote } from './QuoteRows.tsx';
import { t } from './texts.ts';

type Props = { readonly points: NonNullable<Quote['points']>; readonly onChoose: (points: number) => void };

/** How many points pay: none until she says so, then as many as she likes of those that may. */
export function PointsPicker({ points, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const { used, saving, most, has } = points;
  return (
    <>
      <Cell label={t('points')} onClick={() => setOpen(true)}>
        {used > 0 ? (
          <View className={s.on}>
            {t('pointsUsed', { n: used })} -¥{yuan(saving)}
          </View>
        ) : (
          <View className={s.off}>{most > 0 ? t('pointsMay', { n: most }) : t('pointsHave', { n: has })}</View>
        )}
      </Cell>
      <Sheet open={open} title={t('points')} onClose={() => setOpen(false)}>
        <Choose
          points={points}
          onChoose={(next) => {
            onChoose(next);
            setOpen(false);
          }}
        />
      </Sheet>
    </>
  );
}

function Choose({ points: { used, most, has }, onChoose }: Props) {
  const [typed, setTyped] = useState(used > 0 ? String(used) : '');
  const rule = useLoad(async () => api('GET /api/shop/points', {}), []);
  const words = rule.data?.spend?.words;
  const wanted = Math.min(most, Number.parseInt(typed, 10) || 0);
  return (
    <View className={s.sheet}>
      <View className={s.row}>
        <Input
          className={s.input}
          type="number"
          value={typed}
          maxlength={9}
          placeholder={t('pointsHint', { n: most })}
          {...named(t('points'))}
          onInput={(event) => setTyped(event.detail.value)}
        />
        <Button kind="soft" size="small" disabled={most === 0} onClick={() => setTyped(String(most))}>
          {t('pointsAll')}
        </Button>
      </View>
      <View className={s.note}>{t('pointsOf', { has, most })}</View>
      {words !== undefined && <View className={s.note}>{say(words)}</View>}
      <View className={s.acts}>
        <Button kind="line" className={s.act} onClick={() => onChoose(0)}>
          {t('useNone')}
        </Button>
        <Button kind="brand" className={s.act} disabled={wanted === 0} onClick={() => onChoose(wanted)}>
          {t('pointsUse', { n: wanted })}
        </Button>
      </View>
    </View>
  );
}
