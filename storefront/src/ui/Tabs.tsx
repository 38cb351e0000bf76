import { ScrollView, View } from '@tarojs/components';
import { pressable } from './press.ts';
import s from './Tabs.module.scss';

type Props<K extends string> = {
  readonly tabs: readonly { readonly key: K; readonly label: string }[];
  readonly active: K;
  readonly onChange: (key: K) => void;
};

/** In a browser: tabs stand in a list of tabs. */
const tabList: object = process.env.TARO_ENV === 'h5' ? { role: 'tablist' } : {};

export function Tabs<K extends string>({ tabs, active, onChange }: Props<K>) {
  return (
    <ScrollView scrollX className={s.strip}>
      <View className={s.tabs} {...tabList}>
        {tabs.map((tab) => (
          <View
            key={tab.key}
            className={`${s.tab} ${tab.key === active ? s.on : ''}`}
            {...pressable(() => onChange(tab.key), { role: 'tab', on: tab.key === active })}
          >
            {tab.label}
          </View>
        ))}
      </View>
    </ScrollView>
  );
}
