import { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Apply } from '../Apply.tsx';
import { Commissions } from '../Commissions.tsx';
import { Hers } from '../Hers.tsx';
import { People } from '../People.tsx';
import { t } from '../texts.ts';
import { forgetShare, sharedPath } from '../use-share.ts';
import { Withdraw } from '../Withdraw.tsx';

type Tab = 'commissions' | 'customers' | 'team';

/** Where a member applies to share, and a distributor sees what it brought: in plain words, by state. */
export default function Center() {
  const load = useLoad(async () => api('GET /api/shop/distribution', {}), [], { fresh: true });
  const [tab, setTab] = useState<Tab>('commissions');
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
  const shared = { title: t('shareTitle'), path: sharedPath(pages.home, data.code), imageUrl: '' };
  const isOne = data.state === 'active' || data.state === 'suspended' || data.state === 'ended';
  const onApplied = async () => {
    forgetShare();
    await load.reload();
  };
  return (
    <Page shared={shared}>
      {isOne ? <Hers hers={data} shared={shared} /> : <Apply hers={data} onApplied={onApplied} />}
      {isOne && (
        <>
          <Withdraw limits={data.withdrawal} balance={data.balance} onDone={load.reload} />
          <Tabs
            tabs={[
              { key: 'commissions', label: t('commissions') },
              { key: 'customers', label: t('customers', { n: data.customers }) },
              { key: 'team', label: t('team', { n: data.team }) },
            ]}
            active={tab}
            onChange={setTab}
          />
          {tab === 'commissions' ? <Commissions /> : <People key={tab} of={tab} />}
        </>
      )}
    </Page>
  );
}
