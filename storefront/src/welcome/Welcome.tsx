import { View } from '@tarojs/components';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import { t } from './texts.ts';
import s from './Welcome.module.scss';

const points = [
  { icon: 'smartphone', title: 'phone', text: 'phoneText' },
  { icon: 'user-round', title: 'shopper', text: 'shopperText' },
  { icon: 'wallet', title: 'money', text: 'moneyText' },
] as const;

/** What a plain browser tab sees: a word of explanation, and the way into the phone. */
export function Welcome() {
  const enter = () => {
    const page = window.location.hash.replace(/^#\/?/, '');
    window.location.assign(`/sandbox/phone?shopper=new&page=${encodeURIComponent(page)}`);
  };
  return (
    <View className={s.layer}>
      <View className={s.box}>
        <View className={s.mark}>活水</View>
        <View className={s.title}>{t('title')}</View>
        <View className={s.lead}>{t('lead')}</View>
        {points.map((point) => (
          <View key={point.title} className={s.point}>
            <View className={s.disc}>
              <Icon name={point.icon} size={22} color={colors.teal} />
            </View>
            <View className={s.words}>
              <View className={s.name}>{t(point.title)}</View>
              <View className={s.text}>{t(point.text)}</View>
            </View>
          </View>
        ))}
        <Button kind="brand" size="wide" className={s.go} onClick={enter}>
          {t('enter')}
        </Button>
        <View className={s.foot} {...pressable(() => window.location.assign('/sandbox'))}>
          {t('bench')}
        </View>
      </View>
    </View>
  );
}
