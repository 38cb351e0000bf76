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

/** Whom a contact way leads to: her code to press, or that she is a friend already. */
export default function ContactPage() {
  const { id = '' } = useRouter().params;
  const visit = useLoad(async () => api('POST /api/shop/contact-ways/:id/visits', { params: { id } }), [id], {
    fresh: true,
  });
  const shown = useRef(false);
  // Back from adding her, or after her place was given away.
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
  const { outcome, staff, picture } = data;
  const toShop = { label: t('shop'), onClick: () => go(pages.home) };
  if (outcome === 'friend')
    return (
      <Page>
        <Empty icon="message-circle" title={t('friend', { staff })} text={t('friendText')} action={toShop} />
      </Page>
    );
  if (picture === null)
    return (
      <Page>
        <Empty icon="clock" title={t('closed')} text={t('closedText')} action={toShop} />
      </Page>
    );
  return (
    <Page>
      <View className={s.card}>
        <View className={s.name}>{t('hello', { staff })}</View>
        <View className={s.hint}>{t('lead')}</View>
        <View {...pressable(() => void wx.pressCode(pictureUrl(picture)), { label: t('code') })}>
          <Image className={s.code} src={pictureUrl(picture)} showMenuByLongpress ariaLabel={t('code')} />
        </View>
        <View className={s.hint}>{t('press')}</View>
      </View>
    </Page>
  );
}
