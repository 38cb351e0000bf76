import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { say } from '../ui/texts.ts';
import { ShareButton } from '../wx/index.ts';
import { LeaderPoster } from './LeaderPoster.tsx';
import s from './leaders.module.scss';
import { t } from './texts.ts';

type Props = {
  readonly mine: Answer<'GET /api/shop/leaders/mine'>;
  readonly shared: { readonly title: string; readonly path: string; readonly imageUrl: string };
};

/** What she earned, her code and her place. */
export function Mine({ mine, shared }: Props) {
  const { state, because, code, earned, frozen, neighbours, newcomers, counted, point, rules } = mine;
  return (
    <>
      <View className={s.money}>
        <View className={s.label}>{t('earned')}</View>
        <View className={s.figure}>{yuan(earned)}</View>
        {frozen > 0 && <View className={s.fine}>{t('waits', { sum: yuan(frozen) })}</View>}
        <View className={s.figures}>
          <Figure label={t('neighbours')} value={neighbours} />
          <Figure label={t('newcomers')} value={newcomers} />
          <Figure label={t('counted')} value={counted} />
        </View>
      </View>
      <View className={s.card}>
        {state === 'active' ? (
          <>
            <View className={s.title}>{t('code', { code })}</View>
            <View className={s.rule}>{t('codeHint')}</View>
            <View className={s.buttons}>
              <ShareButton className={s.share} shared={shared}>
                {t('share')}
              </ShareButton>
              <LeaderPoster />
            </View>
          </>
        ) : (
          <>
            <View className={s.title}>{t(state === 'ended' ? 'ended' : 'suspended')}</View>
            <View className={s.rule}>{t('stays')}</View>
            {because !== '' && <View className={s.rule}>{t('shopSaid', { said: because })}</View>}
          </>
        )}
        {rules.map((rule) => (
          <View key={rule.zh} className={s.rule}>
            {say(rule)}
          </View>
        ))}
      </View>
      <View className={s.card}>
        <View className={s.title}>{point === null ? t('noPoint') : `${t('point')} · ${point.name}`}</View>
        {point !== null && <View className={s.rule}>{point.closed ? t('pointClosed') : point.address}</View>}
      </View>
      <View className={`${s.list} ${s.cells}`}>
        <Cell icon="wallet" label={t('account')} onClick={() => go(pages.distribution)} />
      </View>
    </>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <View className={s.one}>
      <View className={s.value}>{value}</View>
      <View className={s.label}>{label}</View>
    </View>
  );
}
