import { Input, Picker, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { api, usePages } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { back, go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { named } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { locate, type Point } from '../../wx/location.ts';
import { storage } from '../../wx/storage.ts';
import { chooseStore, useChosenId } from '../chosen-store.ts';
import { StoreCard } from '../StoreCard.tsx';
import { cityOf } from '../store-words.ts';
import { t } from '../texts.ts';
import s from './stores.module.scss';

/** She said once where she is: then it is looked for by itself the next time. */
const ALLOWED = 'stores.near';
const pauseMs = 300;

/** The shop's places, the nearest first once she says where she is; with `choose` a tap takes one back to checkout. */
export default function Stores() {
  const { choose, lines } = useRouter().params;
  const choosing = choose === '1';
  const chosen = useChosenId();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [region, setRegion] = useState<string | null>(null);
  const [regions, setRegions] = useState<readonly string[]>([]);
  const [near, setNear] = useState<Point | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const find = async (asked: boolean) => {
    const point = await locate();
    setNear(point);
    if (point !== null) await storage.write(ALLOWED, true);
    else if (asked) toast(t('noPlace'));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    void storage.read(ALLOWED).then(async (allowed) => (allowed === true ? find(false) : undefined));
  }, []);
  const list = usePages(
    async (cursor) => {
      const page = await api('GET /api/shop/stores', {
        query: {
          cursor,
          limit: 20,
          q: q || undefined,
          region: region ?? undefined,
          pickup: choosing || undefined,
          lines: lines === undefined ? undefined : decodeURIComponent(lines),
          ...near,
        },
      });
      if (cursor === undefined) setRegions(page.regions);
      return page;
    },
    [q, region, near, choosing, lines],
  );
  const open = (id: string) => {
    if (!choosing) return go(`${pages.store}?id=${id}`);
    void chooseStore(id);
    back();
  };
  const cities = [t('everywhere'), ...regions.map(cityOf)];
  return (
    <Page>
      <View className={s.bar}>
        <View className={s.field}>
          <Icon name="search" size={16} color={colors.ink3} />
          <Input
            className={s.input}
            value={typed}
            maxlength={30}
            placeholder={t('search')}
            {...named(t('search'))}
            onInput={(event) => setTyped(event.detail.value)}
          />
        </View>
        <Picker
          mode="selector"
          range={cities}
          onChange={(event) => setRegion(regions[Number(event.detail.value) - 1] ?? null)}
        >
          <View className={s.city}>
            {region === null ? t('city') : cityOf(region)}
            <Icon name="chevron-down" size={14} color={colors.ink3} />
          </View>
        </Picker>
      </View>
      <View className={s.near}>
        <Button kind="soft" size="small" disabled={near !== null} onClick={async () => find(true)}>
          {t(near === null ? 'nearMe' : 'nearest')}
        </Button>
      </View>
      {list.failure !== null && list.items.length === 0 ? (
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      ) : !list.begun ? (
        <Skeleton shape="rows" count={3} />
      ) : list.items.length === 0 ? (
        <Empty icon="map-pin" title={t('none')} text={t('noneHint')} />
      ) : (
        <View className={s.list}>
          {list.items.map((store) => (
            <StoreCard key={store.id} store={store} last={store.id === chosen} onClick={() => open(store.id)} />
          ))}
        </View>
      )}
    </Page>
  );
}
