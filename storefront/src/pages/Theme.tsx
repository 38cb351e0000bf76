import { ScrollView, View } from '@tarojs/components';
import { useEffect } from 'react';
import { api, shopNow } from '../api/index.ts';
import { ProductCard } from '../catalog/ProductCard.tsx';
import { useAsk } from '../messaging/ask.ts';
import { Button } from '../ui/Button.tsx';
import { Picture } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { useLead } from './Pictures.tsx';
import s from './Theme.module.scss';
import { t } from './texts.ts';
import type { Content } from './use-shop-page.ts';

type Props = { readonly content: Content<'theme'>; readonly onChanged: () => void };
type Today = NonNullable<Content<'theme'>['today']>;
type Tomorrow = NonNullable<Content<'theme'>['tomorrow']>;

/** Today's theme with its goods, and tomorrow's. A page that stays open over midnight asks anew. */
export function ThemeBlock({ content: { until, today, tomorrow }, onChanged }: Props) {
  useMidnight(until, onChanged);
  return (
    <View className={s.theme}>
      {today !== null && <TodayTheme today={today} />}
      {tomorrow !== null && <TomorrowTheme tomorrow={tomorrow} onChanged={onChanged} />}
    </View>
  );
}

function TodayTheme({ today }: { readonly today: Today }) {
  const lead = useLead();
  const { name, slogan, colour, picture, benefit, link, items } = today;
  const target = link.target === 'nothing' ? 'none' : link.target;
  const tap =
    target === 'none'
      ? {}
      : pressable(() => lead({ title: name, link: { target, id: link.id } }), { role: 'link', label: name });
  return (
    <>
      <View className={`${s.banner} ${s[colour]}`} {...tap}>
        <View className={s.words}>
          <View className={s.today}>{t('themeToday')}</View>
          <View className={s.name}>{name}</View>
          {slogan !== '' && <View className={s.slogan}>{slogan}</View>}
          {benefit !== null && <View className={s.benefit}>{say(benefit)}</View>}
        </View>
        {picture !== null && <Picture src={picture} className={s.picture} wide={120} />}
      </View>
      {items.length > 0 && (
        <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
          <View className={s.row}>
            {items.map((item, at) => (
              <ProductCard key={item.id} product={item} slot="theme_goods" shape="mini" position={at} />
            ))}
          </View>
        </ScrollView>
      )}
    </>
  );
}

function TomorrowTheme({
  tomorrow: { day, name, slogan, reminded },
  onChanged,
}: {
  readonly tomorrow: Tomorrow;
  readonly onChanged: () => void;
}) {
  const { remind } = useThemeReminder(day, onChanged);
  return (
    <View className={s.tomorrow}>
      <View className={s.words}>
        <View>{t('themeTomorrow', { name })}</View>
        {slogan !== '' && <View className={s.soft}>{slogan}</View>}
      </View>
      <Button size="small" kind="line" disabled={reminded} onClick={remind}>
        {t(reminded ? 'willRemind' : 'remindMe')}
      </Button>
    </View>
  );
}

/** WeChat's question first, which it asks in a tap only; then the day is written down. */
export function useThemeReminder(day: string, onChanged: () => void) {
  const { ask } = useAsk('theme_day');
  const remind = async () => {
    await ask();
    const told = await attempt(async () => api('PUT /api/shop/theme-days/:day/reminder', { params: { day } }));
    if (told !== null) toast(t('themeReminded'));
    onChanged();
  };
  return { remind };
}

function useMidnight(until: string, onChanged: () => void): void {
  useEffect(() => {
    const left = Date.parse(until) - shopNow().getTime();
    const timer = setTimeout(onChanged, Math.max(1000, left + 500));
    return () => clearTimeout(timer);
  }, [until, onChanged]);
}
