import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { api, shopNow, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { dateTime } from '../../ui/moment.ts';
import { yuan } from '../../ui/money.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { ShownPictures } from '../../ui/SentPictures.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { AfterSaleSteps } from '../AfterSaleSteps.tsx';
import { AfterSaleTalk } from '../AfterSaleTalk.tsx';
import { canWithdraw, titleOf, withdraw } from '../RefundCards.tsx';
import { ReturnParcel } from '../ReturnParcel.tsx';
import { t } from '../texts.ts';
import { type RefundDetail, refundWords } from '../words.ts';
import s from './after-sale.module.scss';

export default function AfterSalePage() {
  const id = useRouter().params.id ?? '';
  const loaded = useLoad(async () => api('GET /api/shop/refunds/:id', { params: { id } }), [id], { fresh: true });
  useRefresh(loaded);
  const again = () => void loaded.reload();
  const refund = loaded.data;
  if (refund === null) {
    return (
      <Page>
        {loaded.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={loaded.failure} onRetry={again} />
        )}
      </Page>
    );
  }
  return (
    <Page
      bar={
        <View className={s.bar}>
          {canWithdraw(refund) && (
            <Button kind="line" size="small" onClick={async () => withdraw(refund.id, again)}>
              {t('withdraw')}
            </Button>
          )}
          <Button kind="soft" size="small" onClick={() => go(`${pages.order}?id=${refund.orderId}`)}>
            {t('toOrder')}
          </Button>
        </View>
      }
    >
      <View className={s.head}>
        <View className={s.state}>{refundWords(refund)}</View>
        <View className={s.sentence}>{sentence(refund)}</View>
        <AfterSaleSteps refund={refund} />
      </View>
      {refund.state === 'returning' && <ReturnParcel refund={refund} onChanged={again} />}
      <Asked refund={refund} />
      {refund.afterSale !== null && <AfterSaleTalk refund={refund} onChanged={again} />}
    </Page>
  );
}

/** What it is about: goods, sum, reason, pictures, and the shop's word. */
function Asked({ refund }: { readonly refund: RefundDetail }) {
  const goods = refund.lines.filter(({ quantity }) => quantity > 0);
  return (
    <View className={s.card}>
      <View className={s.top}>
        <View className={s.heading}>{titleOf(refund)}</View>
        {refund.afterSale?.kind !== 'exchange' && <Price fen={refund.amount} />}
      </View>
      {goods.map((line) => (
        <View key={line.lineId} className={s.line}>
          <Picture
            src={refund.goods.find(({ lineId }) => lineId === line.lineId)?.image ?? null}
            className={s.picture}
          />
          <View className={s.name}>{line.name}</View>
          <View className={s.count}>×{line.quantity}</View>
        </View>
      ))}
      <View className={s.why}>
        {t('because')}
        {say(refund.reason)}
      </View>
      {refund.asked !== null && (
        <View className={s.why}>{t('partOf', { asked: yuan(refund.asked), amount: yuan(refund.amount) })}</View>
      )}
      {refund.reply !== '' && (
        <View className={s.reply}>
          {t('shopSays')}
          {refund.reply}
        </View>
      )}
      <ShownPictures urls={refund.afterSale?.pictures ?? []} />
    </View>
  );
}

/** What comes next, and by when. */
function sentence({ state, amount, afterSale }: RefundDetail): string {
  const time = afterSale === null || afterSale.dueAt === null ? null : dateTime(afterSale.dueAt, shopNow());
  if (state === 'requested' && time !== null)
    return `${t('saysRequested', { time })}${afterSale?.byItself === true ? t('saysByItself') : ''}`;
  if (state === 'returning' && afterSale !== null && afterSale.back !== null) return t('saysSentBack');
  if (state === 'returning' && time !== null) return t('saysReturning', { time });
  if (state === 'replacing') return t('saysReplacing');
  if (state === 'exchanged' && afterSale !== null && afterSale.sent !== null)
    return t('saysExchanged', { parcel: `${afterSale.sent.company} ${afterSale.sent.waybill ?? ''}`.trim() });
  if (state === 'processing' || state === 'failed') return t('saysMoney');
  if (state === 'done') return t('saysMoneyDone', { amount: yuan(amount) });
  return t('saysClosed');
}
