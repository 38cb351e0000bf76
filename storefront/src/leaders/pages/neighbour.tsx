import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { deviceKind } from '../../wx/device.ts';
import s from '../leaders.module.scss';
import { t } from '../texts.ts';
import { Waves } from '../Waves.tsx';

/** Where a leader’s link leads: whose neighbour she is. */
export default function Neighbour() {
  const { l: code = '' } = useRouter().params;
  const load = useLoad(
    async () => {
      const { leader } = await api('POST /api/shop/leaders/visits', { query: deviceKind(), body: { code } });
      return { leader, waves: await api('GET /api/shop/waves', { query: { l: code } }) };
    },
    [code],
    { fresh: true },
  );
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const { data, failure } = load;
  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  const { leader, waves } = data;
  if (leader === null)
    return (
      <Page>
        <Empty
          icon="house"
          title={t('noLeader')}
          text={t('noLeaderHint')}
          action={{ label: t('toShop'), onClick: () => go(pages.home) }}
        />
      </Page>
    );
  return (
    <Page>
      <View className={`${s.card} ${s.first}`}>
        <View className={s.title}>{t('yourLeader', { name: leader.name || t('someone') })}</View>
        <View className={s.rule}>{leader.community}</View>
      </View>
      {waves.items.length > 0 ? (
        <Waves items={waves.items} code={waves.leader?.code ?? code} />
      ) : (
        <Empty
          icon="house"
          title={t('noWaves')}
          text={t('noWavesHint')}
          action={{ label: t('toShop'), onClick: () => go(pages.home) }}
        />
      )}
    </Page>
  );
}
