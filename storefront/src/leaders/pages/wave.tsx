import { waveState } from '@huoshui/contracts/words/leaders';
import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useCallback, useState } from 'react';
import { type Answer, api, shopNow, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { friendly } from '../../ui/moment.ts';
import { yuan } from '../../ui/money.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import s from '../leaders.module.scss';
import { t } from '../texts.ts';
import { type Chosen, WaveGoods } from '../WaveGoods.tsx';
import { WaveOrder } from '../WaveOrder.tsx';

type Wave = Answer<'GET /api/shop/waves/:id'>;

/** One wave at one leader’s place: until when, what of it, where and when it is fetched, and who is in. */
export default function WavePage() {
  const { id = '', l } = useRouter().params;
  const load = useLoad(
    async () => api('GET /api/shop/waves/:id', { params: { id }, query: l === undefined ? {} : { l } }),
    [id, l],
    { fresh: true },
  );
  const [chosen, setChosen] = useState<Chosen>({});
  const [ordering, setOrdering] = useState(false);
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const reload = load.reload;
  const onEnd = useCallback(() => void reload(), [reload]);
  const { data, failure } = load;
  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  const { leader, goods } = data;
  const open = data.state === 'open' && leader !== null;
  const units = goods.reduce((sum, { skuId }) => sum + (chosen[skuId] ?? 0), 0);
  const sum = goods.reduce((all, { skuId, price }) => all + price * (chosen[skuId] ?? 0), 0);
  const shared = {
    title: t('waveShare', { name: data.name }),
    path: `${pages.wave}?id=${id}${leader === null ? '' : `&l=${leader.code}`}`,
    imageUrl: goods.find(({ image }) => image !== null)?.image ?? '',
  };
  const bar = open ? (
    <View className={s.bar}>
      <View className={s.total}>{units === 0 ? t('choose') : t('chosen', { n: units, sum: yuan(sum) })}</View>
      <Button disabled={units === 0} onClick={() => setOrdering(true)}>
        {t('order')}
      </Button>
    </View>
  ) : undefined;
  return (
    <Page shared={shared} bar={bar}>
      <Head wave={data} onEnd={onEnd} />
      <WaveGoods goods={goods} perMember={data.perMember} open={open} chosen={chosen} onChange={setChosen} />
      <Recent wave={data} />
      {ordering && leader !== null && (
        <WaveOrder
          wave={data}
          leader={leader}
          chosen={chosen}
          onClose={() => setOrdering(false)}
          onRefused={async () => {
            setOrdering(false);
            await load.reload();
          }}
        />
      )}
    </Page>
  );
}

function Head({ wave, onEnd }: { readonly wave: Wave; readonly onEnd: () => void }) {
  const { name, text, state, leader, because, people } = wave;
  return (
    <View className={s.money}>
      <View className={s.headline}>{name}</View>
      {text !== '' && <View className={s.fine}>{text}</View>}
      <View className={s.fine}>
        {state === 'open' ? (
          <>
            {t('left')} <Countdown to={wave.cutsAt} onEnd={onEnd} />
          </>
        ) : state === 'coming' ? (
          t('opens', { when: friendly(wave.opensAt, shopNow()) })
        ) : (
          say(waveState[state])
        )}
        {people > 0 && ` · ${t('people', { n: people })}`}
      </View>
      {state === 'cancelled' && <View className={s.fine}>{t('cancelledHint', { because })}</View>}
      <View className={s.fine}>
        {leader === null || leader.point === null
          ? t('noPlace')
          : `${t('fetch', { when: friendly(wave.pickupFrom, shopNow()) })} · ${leader.point.name}`}
      </View>
      {leader?.point != null && <View className={s.fine}>{leader.point.address}</View>}
    </View>
  );
}

function Recent({ wave: { recent } }: { readonly wave: Wave }) {
  if (recent.length === 0) return null;
  return (
    <View className={s.card}>
      <View className={s.title}>{t('recent')}</View>
      {recent.map(({ name, units, at }) => (
        <View key={`${at}${name}`} className={s.rule}>
          {t('took', { name: name || t('someone'), n: units, when: friendly(at, shopNow()) })}
        </View>
      ))}
    </View>
  );
}
