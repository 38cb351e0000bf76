import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { ApiFailure } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Blocks } from '../Blocks.tsx';
import { t } from '../texts.ts';
import { useShopPage } from '../use-shop-page.ts';

/** A page that the shop composed, at an address of its own. */
export default function FreePage() {
  const { id = '' } = useRouter().params;
  const page = useShopPage({ kind: 'free', id });
  const refresh = useRefresh(page);
  usePullDownRefresh(() => void refresh());
  if (page.data === null) {
    const gone = page.failure instanceof ApiFailure && [400, 404].includes(page.failure.status);
    return (
      <Page>
        {page.failure === null ? (
          <Skeleton shape="feed" />
        ) : gone ? (
          <Empty
            icon="leaf"
            title={t('gone')}
            text={t('goneHint')}
            action={{ label: t('toHome'), onClick: () => go(pages.home) }}
          />
        ) : (
          <ErrorState failure={page.failure} onRetry={() => void page.reload()} />
        )}
      </Page>
    );
  }
  const { name } = page.data;
  return (
    <Page title={name} shared={{ title: name, path: `${pages.page}?id=${id}`, imageUrl: '' }}>
      <Blocks page={page.data} kind="free" onChanged={() => void page.reload()} />
    </Page>
  );
}
