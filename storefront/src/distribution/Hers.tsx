import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import { ShareButton } from '../wx/index.ts';
import s from './pages/center.module.scss';
import { t } from './texts.ts';

type Props = {
  readonly hers: Answer<'GET /api/shop/distribution'>;
  readonly shared: { readonly title: string; readonly path: string; readonly imageUrl: string };
};

/** What she has, what waits, and her link. */
export function Hers({ hers, shared }: Props) {
  const { on, state, because, code, balance, frozen, today, month, earned, orders, rules } = hers;
  return (
    <>
      <View className={s.money}>
        <View className={s.label}>{t('balance')}</View>
        <View className={s.figure}>{yuan(Math.max(0, balance))}</View>
        {frozen > 0 && <View className={s.fine}>{t('frozen', { sum: yuan(frozen) })}</View>}
        {balance < 0 && <View className={s.fine}>{t('owed', { sum: yuan(-balance) })}</View>}
        <View className={s.figures}>
          <Figure label={t('today')} value={`¥${yuan(today)}`} />
          <Figure label={t('month')} value={`¥${yuan(month)}`} />
          <Figure label={t('earned')} value={`¥${yuan(earned)}`} />
          <Figure label={t('orders')} value={String(orders)} />
        </View>
      </View>
      <View className={s.card}>
        {state === 'active' && on ? (
          <>
            <View className={s.title}>{t('code', { code })}</View>
            <View className={s.rule}>{t('shareHint')}</View>
            <ShareButton className={s.share} shared={shared}>
              {t('shareShop')}
            </ShareButton>
          </>
        ) : (
          <>
            <View className={s.title}>
              {t(state === 'active' ? 'closed' : state === 'ended' ? 'ended' : 'suspended')}
            </View>
            <View className={s.rule}>{t('closedHint')}</View>
            {because !== '' && <View className={s.rule}>{t('shopSaid', { said: because })}</View>}
          </>
        )}
      </View>
      {rules.length > 0 && (
        <View className={s.card}>
          <View className={s.title}>{t('rules')}</View>
          {rules.map((rule) => (
            <View key={rule.zh} className={s.rule}>
              {say(rule)}
            </View>
          ))}
        </View>
      )}
    </>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <View className={s.one}>
      <View className={s.value}>{value}</View>
      <View className={s.label}>{label}</View>
    </View>
  );
}
