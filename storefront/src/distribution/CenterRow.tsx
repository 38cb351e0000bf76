import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { t } from './texts.ts';

/** The way to it, where the shop has distributors or she was one; `className`: of what stands beside the label. */
export function CenterRow({ className }: { readonly className: string | undefined }) {
  const { data } = useLoad(async () => api('GET /api/shop/distribution', {}), [], { fresh: true });
  if (data === null || (!data.on && data.state === null)) return null;
  return (
    <Cell icon="share-2" label={t('center')} onClick={() => go(pages.distribution)}>
      {data.state !== null && data.balance > 0 && (
        <View className={className}>{t('centerDim', { sum: yuan(data.balance) })}</View>
      )}
    </Cell>
  );
}
