import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { api, useLoad } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { back, go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { type Address, chooseAddress } from '../chosen-address.ts';
import { t } from '../texts.ts';
import s from './addresses.module.scss';

/** The address book; with `choose` a tap takes one back to checkout. */
export default function Addresses() {
  const choosing = useRouter().params.choose === '1';
  const book = useLoad(async () => api('GET /api/shop/addresses', {}), [], { fresh: true });
  const pick = (address: Address) => {
    if (!choosing) return go(`${pages.address}?id=${address.id}`);
    chooseAddress(address.id);
    back();
  };
  const items = book.data?.items ?? [];
  return (
    <Page
      bar={
        <View className={s.bar}>
          <Button kind="brand" size="wide" onClick={() => go(pages.address)}>
            {t('create')}
          </Button>
        </View>
      }
    >
      {book.data === null ? (
        book.failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={book.failure} onRetry={() => void book.reload()} />
        )
      ) : items.length === 0 ? (
        <Empty icon="map-pin" title={t('none')} text={t('noneHint')} />
      ) : (
        <View className={s.list}>
          {items.map((address) => (
            <View key={address.id} className={s.card} {...pressable(() => pick(address), { role: 'link' })}>
              <View className={s.words}>
                <View className={s.street}>
                  {address.district}
                  {address.street}
                </View>
                <View className={s.who}>
                  {address.name}　{address.phone}
                  {address.isDefault && (
                    <View className={s.tag}>
                      <Tag>{t('usual')}</Tag>
                    </View>
                  )}
                </View>
              </View>
              <View
                className={s.edit}
                {...pressable(() => go(`${pages.address}?id=${address.id}`), { role: 'link', label: t('edit') })}
              >
                <Icon name="pencil" size={18} color={colors.ink3} />
              </View>
            </View>
          ))}
        </View>
      )}
    </Page>
  );
}
