import { spokenCode } from '@huoshui/contracts/pickup-code';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { api, shopNow, useLoad } from '../../api/index.ts';
import { DigitsCode } from '../../ui/DigitsCode.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { dateTime } from '../../ui/moment.ts';
import { yuan } from '../../ui/money.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { t } from '../texts.ts';
import s from './code.module.scss';

/** While she shows it: a code that ends is followed by the next, and what staff did is seen at once. */
const EVERY_MS = 4_000;

/** What she shows at a counter, and then what it took off there. */
export default function CouponCode() {
  const { params } = useRouter();
  const id = params.id ?? '';
  const shown = useLoad(async () => api('POST /api/shop/coupons/:id/counter-code', { params: { id } }), [id], {
    fresh: true,
  });
  const { data, failure, reload } = shown;
  const waits = data !== null && data.code !== null;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, reload]);

  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={2} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void reload()} />
        )}
      </Page>
    );
  return (
    <Page>
      <View className={s.card}>
        <View className={s.name}>{data.name}</View>
        <View className={s.rule}>{say(data.sentence)}</View>
        {data.code !== null && (
          <View className={s.pass}>
            <DigitsCode digits={data.code} label={`${t('counterCode')} ${data.code}`} />
            <View className={s.digits}>{spokenCode(data.code)}</View>
            <View className={s.hint}>{t('counterHint')}</View>
            {data.goodUntil !== null && (
              <View className={s.hint}>
                {t('counterLeft', { time: dateTime(data.goodUntil, shopNow()).slice(-5) })}
              </View>
            )}
          </View>
        )}
      </View>
      {data.code === null && (
        <Empty
          icon="ticket-percent"
          title={data.used === null ? t('counterNot') : t('counterUsed', { store: data.used.store })}
          text={
            data.used === null
              ? data.refusal === null
                ? ''
                : say(data.refusal)
              : t('counterSaved', { amount: yuan(data.used.given) })
          }
          action={{ label: t('toWallet'), onClick: () => go(pages.coupons) }}
        />
      )}
    </Page>
  );
}
