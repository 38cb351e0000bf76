import { usePullDownRefresh } from '@tarojs/taro';
import { api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Apply } from '../Apply.tsx';
import { HerWaves } from '../HerWaves.tsx';
import { Mine } from '../Mine.tsx';
import { Neighbours } from '../Neighbours.tsx';
import { leaderPath } from '../shared.ts';
import { t } from '../texts.ts';

/** Where a member asks to look after her neighbours, and a leader sees what came of it. */
export default function Leader() {
  const load = useLoad(async () => api('GET /api/shop/leaders/mine', {}), [], { fresh: true });
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
  const shared = {
    title: t('shareTitle', { point: data.point?.name ?? data.community }),
    path: data.code === '' ? pages.home : leaderPath(data.code),
    imageUrl: '',
  };
  const isOne = data.state === 'active' || data.state === 'suspended' || data.state === 'ended';
  return (
    <Page shared={shared}>
      {isOne ? <Mine mine={data} shared={shared} /> : <Apply mine={data} onApplied={async () => load.reload()} />}
      {isOne && <HerWaves code={data.code} />}
      {isOne && <Neighbours />}
    </Page>
  );
}
