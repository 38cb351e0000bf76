import { usePullDownRefresh } from '@tarojs/taro';
import { api, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Page } from '../../ui/Page.tsx';
import { attempt } from '../../ui/toast.ts';
import { GoodsList } from '../GoodsList.tsx';
import { type Goods, GoodsRow } from '../GoodsRow.tsx';
import { t } from '../texts.ts';

export default function Favourites() {
  const list = usePages<Goods>(async (cursor) => api('GET /api/shop/favourites', { query: { cursor, limit: 20 } }), []);
  const refresh = useRefresh(list);
  usePullDownRefresh(() => void refresh());
  const letGo = async (id: string) => {
    if (await attempt(async () => api('DELETE /api/shop/favourites/:id', { params: { id } }))) await list.reload();
  };
  return (
    <Page>
      <GoodsList list={list} none={{ icon: 'heart', title: t('noFavourites'), text: t('noFavouritesHint') }}>
        {(goods) => (
          <GoodsRow
            key={goods.productId}
            goods={goods}
            remove={t('letGo')}
            onRemove={() => void letGo(goods.productId)}
          />
        )}
      </GoodsList>
    </Page>
  );
}
