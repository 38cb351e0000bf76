import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { api, shopNow, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Button } from '../../ui/Button.tsx';
import { friendly } from '../../ui/moment.ts';
import { Page } from '../../ui/Page.tsx';
import { attempt, confirm } from '../../ui/toast.ts';
import { GoodsList } from '../GoodsList.tsx';
import { type Goods, GoodsRow } from '../GoodsRow.tsx';
import { t } from '../texts.ts';
import s from './footprints.module.scss';

export default function Footprints() {
  const list = usePages<Goods>(async (cursor) => api('GET /api/shop/footprints', { query: { cursor, limit: 20 } }), []);
  const refresh = useRefresh(list);
  usePullDownRefresh(() => void refresh());
  const forget = async (id: string) => {
    if (await attempt(async () => api('DELETE /api/shop/footprints/:id', { params: { id } }))) await list.reload();
  };
  const clear = async () => {
    if (!(await confirm(t('clearAsk'), t('clearHint'), t('clear')))) return;
    if (await attempt(async () => api('DELETE /api/shop/footprints', {}))) await list.reload();
  };
  return (
    <Page>
      <GoodsList
        list={list}
        none={{ icon: 'history', title: t('noFootprints'), text: t('noFootprintsHint') }}
        head={
          <View className={s.head}>
            <Button kind="line" size="small" onClick={clear}>
              {t('clear')}
            </Button>
          </View>
        }
      >
        {(goods) => (
          <GoodsRow
            key={goods.productId}
            goods={goods}
            note={t('seenAt', { at: friendly(goods.at, shopNow()) })}
            remove={t('forget')}
            onRemove={() => void forget(goods.productId)}
          />
        )}
      </GoodsList>
    </Page>
  );
}
