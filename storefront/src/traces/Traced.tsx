import { View } from '@tarojs/components';
import { type Answer, shopNow } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { dateTime } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { ShownPictures } from '../ui/SentPictures.tsx';
import { spokenLot } from './code.ts';
import s from './Traced.module.scss';
import { t } from './texts.ts';

type Trace = Answer<'GET /api/shop/traces/:code'>;

/** How it stands first, in a word and a colour; then what it is, where it comes from, and who looked at it. */
export function Traced({ trace, onAnother }: { readonly trace: Trace; readonly onAnother: () => void }) {
  const { product, shelfDays, goodUntil, origin, producer, note, reports } = trace;
  const open = product.shown ? () => go(`${pages.product}?id=${product.id}`) : undefined;
  return (
    <>
      <Standing trace={trace} />
      <View className={s.card}>
        <View className={s.product} {...pressable(open, { role: 'link', label: product.name })}>
          <Picture src={product.image} className={s.picture} />
          <View className={s.name}>{product.name}</View>
          {product.shown && <View className={s.more}>{t('toProduct')}</View>}
        </View>
      </View>
      <View className={s.card}>
        <View className={s.title}>{t('facts')}</View>
        <Cell label={t('number')}>{trace.number}</Cell>
        <Cell label={t(trace.day)}>{trace.madeOn}</Cell>
        {shelfDays !== null && goodUntil !== null && (
          <Cell label={t('shelf')}>{t('shelfDays', { n: shelfDays, day: goodUntil })}</Cell>
        )}
        {origin !== '' && <Cell label={t('origin')}>{origin}</Cell>}
        {producer !== '' && <Cell label={t('producer')}>{producer}</Cell>}
        <Cell label={t('code')}>{spokenLot(trace.code)}</Cell>
      </View>
      {(note !== '' || reports.length > 0) && (
        <View className={s.card}>
          <View className={s.title}>{t('reports')}</View>
          {note !== '' && <View className={s.text}>{note}</View>}
          <ShownPictures urls={reports} />
        </View>
      )}
      <View className={s.foot}>
        <Button kind="soft" onClick={onAnother}>
          {t('another')}
        </Button>
      </View>
    </>
  );
}

const looks = {
  good: { icon: 'circle-check', color: colors.success },
  expired: { icon: 'clock', color: colors.warning },
  recalled: { icon: 'circle-alert', color: colors.danger },
} as const;

function Standing({ trace: { state, goodUntil, recall } }: { readonly trace: Trace }) {
  const { icon, color } = looks[state];
  return (
    <View className={`${s.standing} ${s[state]}`}>
      <Icon name={icon} size={28} color={color} />
      <View className={s.words}>
        <View className={s.state}>{t(state)}</View>
        {state === 'recalled' && recall !== null ? (
          <>
            <View className={s.text}>{recall.reason}</View>
            <View className={s.when}>{t('recalledOn', { at: dateTime(recall.at, shopNow()) })}</View>
          </>
        ) : (
          <View className={s.text}>
            {state === 'expired' ? t('expiredText', { day: goodUntil ?? '' }) : t('goodText')}
          </View>
        )}
      </View>
    </View>
  );
}
