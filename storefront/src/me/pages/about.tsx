import { View } from '@tarojs/components';
import { useShop } from '../../api/index.ts';
import { Page } from '../../ui/Page.tsx';
import { t } from '../about-texts.ts';
import s from './about.module.scss';

const parts = [
  { title: 'what', text: 'whatText' },
  { title: 'real', text: 'realText' },
  { title: 'played', text: 'playedText' },
  { title: 'play', text: 'playText' },
] as const;

export default function About() {
  const shop = useShop();
  return (
    <Page>
      <View className={s.head}>
        <View className={s.mark}>活水</View>
        <View className={s.name}>{shop?.name ?? '活水'}</View>
      </View>
      <View className={s.card}>
        {parts.map((part) => (
          <View key={part.title} className={s.part}>
            <View className={s.title}>{t(part.title)}</View>
            <View className={s.text}>{t(part.text)}</View>
          </View>
        ))}
      </View>
      <View className={s.foot}>{t('credits')}</View>
    </Page>
  );
}
