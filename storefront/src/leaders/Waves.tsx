import { waveState } from '@huoshui/contracts/words/leaders';
import { View } from '@tarojs/components';
import { type Answer, shopNow } from '../api/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';

type Wave = Answer<'GET /api/shop/waves'>['items'][number];

/** What can be ordered at this place, what comes, and what waits to be fetched. */
export function Waves({ items, code }: { readonly items: readonly Wave[]; readonly code: string }) {
  return items.map((wave) => (
    <View
      key={wave.id}
      className={s.card}
      {...pressable(() => go(`${pages.wave}?id=${wave.id}&l=${code}`), { label: wave.name })}
    >
      <View className={s.head}>
        <View className={s.name}>{wave.name}</View>
        {wave.state === 'open' ? (
          <View className={s.time}>
            {t('left')} <Countdown to={wave.cutsAt} />
          </View>
        ) : (
          <View className={s.note}>{say(waveState[wave.state])}</View>
        )}
      </View>
      <View className={s.pictures}>
        {wave.images.map((image) => (
          <Picture key={image} className={s.small} src={image} wide={64} />
        ))}
      </View>
      <View className={s.rule}>
        {t('goodsFrom', { n: wave.goods, sum: yuan(wave.from) })}
        {' · '}
        {wave.state === 'coming'
          ? t('opens', { when: friendly(wave.opensAt, shopNow()) })
          : t('fetch', { when: friendly(wave.pickupFrom, shopNow()) })}
      </View>
    </View>
  ));
}
