import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { api, useLoad } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Cell } from '../../ui/Cell.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { showOnMap } from '../../wx/location.ts';
import { chooseStore } from '../chosen-store.ts';
import { dayWords, openWords, todayWords } from '../store-words.ts';
import { t } from '../texts.ts';
import s from './store.module.scss';

export default function StorePage() {
  const { id = '' } = useRouter().params;
  const store = useLoad(async () => api('GET /api/shop/stores/:id', { params: { id }, query: {} }), [id], {
    fresh: true,
  });
  const found = store.data;
  if (found === null) {
    return (
      <Page>
        {store.failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={store.failure} onRetry={() => void store.reload()} />
        )}
      </Page>
    );
  }
  const { latitude, longitude, name, address, phone } = found;
  const lead = async () => {
    const known = latitude !== null && longitude !== null;
    if (known && (await showOnMap({ latitude, longitude, name, address }))) return;
    await Taro.setClipboardData({ data: address });
    toast(t('addressCopied'));
  };
  return (
    <Page
      title={name}
      bar={
        found.pickup ? (
          <View className={s.bar}>
            <Button
              kind="brand"
              size="wide"
              onClick={async () => {
                await chooseStore(id);
                go(pages.home);
              }}
            >
              {t('collectHere')}
            </Button>
          </View>
        ) : undefined
      }
    >
      <View className={s.card}>
        <View className={s.name}>{name}</View>
        <View className={s.line}>
          {openWords(found)} · {todayWords(found)}
        </View>
        {found.notice !== '' && <View className={s.line}>{found.notice}</View>}
      </View>
      <View className={s.card}>
        <Cell label={address} icon="map-pin" onClick={() => void lead()}>
          {t(process.env.TARO_ENV === 'weapp' ? 'map' : 'copyAddress')}
        </Cell>
        <Cell
          label={phone}
          icon="phone"
          onClick={() => void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined)}
        >
          {t('call')}
        </Cell>
      </View>
      <View className={s.card}>
        <View className={s.title}>{t('hours')}</View>
        {found.week.map(({ day, hours }) => (
          <Cell key={day} label={dayWords(day)}>
            {hours === '' ? t('rest') : hours}
          </Cell>
        ))}
      </View>
    </Page>
  );
}
