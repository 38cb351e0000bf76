import { Image, View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import { useRef } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pictureUrl } from '../../ui/Picture.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { wx } from '../../wx/index.ts';
import { t } from '../texts.ts';
import s from './contact.module.scss';

/** The group that a group code leads her to: its code to press, that she is in it already, or that there is none for her. */
export default function GroupPage() {
  const { id = '' } = useRouter().params;
  const visit = useLoad(async () => api('POST /api/shop/group-codes/:id/visits', { params: { id } }), [id], {
    fresh: true,
  });
  const shown = useRef(false);
  // Back from joining, or after her place was given away.
  useDidShow(() => {
    if (shown.current) void visit.reload();
    shown.current = true;
  });
  const { data, failure } = visit;
  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={2} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void visit.reload()} />
        )}
      </Page>
    );
  const { outcome, group, lead, picture } = data;
  const toShop = { label: t('shop'), onClick: () => go(pages.home) };
  if (outcome === 'in_it')
    return (
      <Page>
        <Empty icon="message-circle" title={t('inGroup', { group })} text={t('inGroupText')} action={toShop} />
      </Page>
    );
  if (picture === null)
    return (
      <Page>
        <Empty
          icon="clock"
          title={t(outcome === 'full' ? 'groupFull' : 'noGroup')}
          text={t(outcome === 'full' ? 'groupFullText' : 'noGroupText')}
          action={toShop}
        />
      </Page>
    );
  return (
    <Page>
      <View className={s.card}>
        <View className={s.name}>{group}</View>
        <View className={s.hint}>{lead ?? t('groupLead')}</View>
        <View {...pressable(() => void wx.pressCode(pictureUrl(picture)), { label: t('groupCode') })}>
          <Image className={s.code} src={pictureUrl(picture)} showMenuByLongpress ariaLabel={t('groupCode')} />
        </View>
        <View className={s.hint}>{t('groupPress')}</View>
      </View>
    </Page>
  );
}
