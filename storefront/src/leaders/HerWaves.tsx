import { waveState } from '@huoshui/contracts/words/leaders';
import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';
import { Waves } from './Waves.tsx';

/** What she can share now, and what her neighbours ordered at her place: the latest first. */
export function HerWaves({ code }: { readonly code: string }) {
  const offered = useLoad(async () => api('GET /api/shop/waves', { query: code === '' ? {} : { l: code } }), [code], {
    fresh: true,
  });
  const { data } = useLoad(async () => api('GET /api/shop/leaders/waves', {}), [], { fresh: true });
  const open = (offered.data?.items ?? []).filter(({ state }) => state === 'open' || state === 'coming');
  return (
    <>
      {open.length > 0 && <Waves items={open} code={code} />}
      {data !== null && data.items.length > 0 && (
        <View className={s.list}>
          {data.items.map(({ id, name, state, orders, waiting, commission }) => (
            <View
              key={id}
              className={s.line}
              {...pressable(() => go(`${pages.handOut}?id=${id}`), { label: t('handTitle') })}
            >
              <View className={s.words}>
                <View className={s.name}>{name}</View>
                <View className={s.note}>
                  {say(waveState[state])}
                  {' · '}
                  {t('ordersWaiting', { n: orders, waiting })}
                </View>
              </View>
              <View className={s.sum}>
                <View className={s.came}>{`¥${yuan(commission)}`}</View>
                <View className={s.note}>{t('commission')}</View>
              </View>
            </View>
          ))}
        </View>
      )}
    </>
  );
}
