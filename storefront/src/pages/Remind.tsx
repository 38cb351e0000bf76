import { View } from '@tarojs/components';
import { api, shopNow } from '../api/index.ts';
import { leadTo } from '../catalog/lead-to.ts';
import { useAsk } from '../messaging/ask.ts';
import { Button } from '../ui/Button.tsx';
import { Countdown } from '../ui/Countdown.tsx';
import { dateTime, day } from '../ui/moment.ts';
import { pressable } from '../ui/press.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './Theme.module.scss';
import { t } from './texts.ts';
import type { Content } from './use-shop-page.ts';

type Props = { readonly content: Content<'remind'>; readonly onChanged: () => void };

const moments = { theme: 'theme_day', flash_sale: 'flash_sale', activity: 'activity_waits' } as const;
const DAY_MS = 86_400_000;

/** What is still to begin, and a word before it. Once it has begun the page is asked anew, and this is gone. */
export function RemindBlock({ content: { title, of, id, activityId, name, at, reminded }, onChanged }: Props) {
  const { ask } = useAsk(moments[of]);
  const remind = async () => {
    await ask();
    const told = await attempt(async () => askFor(of, id));
    if (told !== null) toast(t(of === 'theme' ? 'themeReminded' : 'reminded'));
    onChanged();
  };
  const soon = Date.parse(at) - shopNow().getTime() < DAY_MS;
  const when = of === 'theme' ? day(at) : dateTime(at, shopNow());
  const tap =
    activityId === null
      ? {}
      : pressable(() => leadTo({ page: 'activity', id: activityId }), { role: 'link', label: name });
  return (
    <View className={s.remind}>
      <View className={s.words} {...tap}>
        <View className={s.remindName}>{title === '' ? name : title}</View>
        <View className={s.soft}>
          {title === '' ? '' : `${name} · `}
          {t('remindAt', { when })} {soon && <Countdown to={at} onEnd={onChanged} />}
        </View>
      </View>
      <Button size="small" disabled={reminded} onClick={remind}>
        {t(reminded ? 'willRemind' : 'remindMe')}
      </Button>
    </View>
  );
}

async function askFor(of: Content<'remind'>['of'], id: string) {
  switch (of) {
    case 'theme':
      return api('PUT /api/shop/theme-days/:day/reminder', { params: { day: id } });
    case 'flash_sale':
      return api('PUT /api/shop/flash-sessions/:id/reminder', { params: { id } });
    case 'activity':
      return api('PUT /api/shop/activities/:id/reminder', { params: { id } });
  }
}
