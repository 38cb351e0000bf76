import { ScrollView, View } from '@tarojs/components';
import s from './Tabs.module.scss';

type Props<K extends string> = {
  readonly tabs: readonly { readonly key: K; readonly label: string }[];
  readonly active: K;
  readonly onChange: (key: K) => void;
};

export function Tabs<K extends string>({ tabs, active, onChange }: Props<K>) {
  return (
    <ScrollView scrollX className={s.strip}>
      <View className={s.tabs}>
        {tabs.map((tab) => (
          <View
            key={tab.key}
            className={`${s.tab} ${tab.key === active ? s.on : ''}`}
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
          </View>
        ))}
      </View>
    </ScrollView>
  );
}
