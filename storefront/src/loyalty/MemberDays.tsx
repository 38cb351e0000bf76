import { dayGiftState } from '@huoshui/contracts/words/loyalty';
import { View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { day, lastDay } from '../ui/moment.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './MemberDays.module.scss';
import { t } from './texts.ts';

export type HerDays = Answer<'GET /api/shop/member-days'>;
type HerDay = HerDays['items'][number];

type Props = { readonly days: HerDays; readonly onTaken: (days: HerDays) => void };

/** The days that are for her: what they give, when they come, and what may be taken today. */
export function MemberDays({ days, onTaken }: Props) {
  if (days.items.length === 0) return null;
  return (
    <>
      <View className={s.heading}>{t('memberDays')}</View>
      {days.items.map((one) => (
        <View key={one.id} className={`${s.day} ${one.today ? s.now : ''}`}>
          <View className={s.top}>
            <View className={s.name}>{one.name}</View>
            {one.today && <Tag tone="coral">{t('dayToday')}</Tag>}
          </View>
          <View className={s.when}>{timeOf(one)}</View>
          <View className={s.all}>
            {one.gives.map((words) => (
              <View key={words.zh} className={s.one}>
                {say(words)}
              </View>
            ))}
          </View>
          {one.gift !== null && <Gift id={one.id} gift={one.gift} onTaken={onTaken} />}
        </View>
      ))}
    </>
  );
}

function timeOf({ when, kind, today, from, to }: HerDay): string {
  if (from === null || to === null) return `${say(when)} · ${t('dayAsksBirthday')}`;
  if (today) return `${say(when)} · ${t('dayUntil', { day: lastDay(to) })}`;
  const next = lastDay(to) === day(from) ? day(from) : `${day(from)} – ${lastDay(to)}`;
  return `${say(when)} · ${t(kind === 'birthday' ? 'dayYours' : 'dayNext', { day: next })}`;
}

function Gift({
  id,
  gift: { label, state },
  onTaken,
}: {
  readonly id: string;
  readonly gift: NonNullable<HerDay['gift']>;
  readonly onTaken: Props['onTaken'];
}) {
  const take = async () => {
    const taken = await attempt(async () => api('POST /api/shop/member-days/:id/gift', { params: { id } }));
    if (taken === null) return;
    wx.haptic();
    toast(t('dayGot'));
    onTaken(taken);
  };
  return (
    <View className={s.bottom}>
      <View className={s.gift}>{say(label)}</View>
      <Button size="small" kind="brand" disabled={state !== 'open'} onClick={take}>
        {say(dayGiftState[state])}
      </Button>
    </View>
  );
}
