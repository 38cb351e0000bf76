import { Picker, View } from '@tarojs/components';
import { RegionColumns } from './RegionColumns.tsx';
import s from './RegionPicker.module.scss';
import { t } from './texts.ts';

type Region = readonly [province: string, city: string, district: string];
type Props = { readonly value: Region; readonly className?: string; readonly onChange: (value: Region) => void };

/** 省 市 区: WeChat's own picker where there is one, else the same three columns from our list. */
export function RegionPicker({ value, className = '', onChange }: Props) {
  const label =
    value[0] === '' ? <View className={s.hint}>{t('region')}</View> : <View>{[...new Set(value)].join(' ')}</View>;
  if (process.env.TARO_ENV === 'weapp') {
    return (
      <Picker
        className={className}
        mode="region"
        value={[...value]}
        onChange={(event) => {
          const [province = '', city = '', district = ''] = event.detail.value;
          onChange([province, city, district]);
        }}
      >
        {label}
      </Picker>
    );
  }
  return (
    <RegionColumns className={className} value={value} onChange={onChange}>
      {label}
    </RegionColumns>
  );
}
