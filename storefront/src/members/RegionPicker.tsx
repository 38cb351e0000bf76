import { regions } from '@huoshui/contracts/regions';
import { Picker, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import s from './RegionPicker.module.scss';
import { columnsOf } from './regions.ts';
import { t } from './texts.ts';

type Region = readonly [province: string, city: string, district: string];
type Props = { readonly value: Region; readonly className?: string; readonly onChange: (value: Region) => void };

/**
 * 省 市 区 in three columns that follow each other. Ours in the mini program too: WeChat's own picker calls some places
 * by other names, and what an area costs or whether we deliver there goes by the names of one list.
 */
export function RegionPicker({ value, className = '', onChange }: Props) {
  const [at, setAt] = useState<readonly [number, number, number]>([0, 0, 0]);
  const [province, city, district] = value;
  useEffect(() => setAt(placeOf([province, city, district])), [province, city, district]);
  const columns = columnsOf(regions(), at);
  return (
    <Picker
      className={className}
      mode="multiSelector"
      range={columns.map((column) => [...column])}
      value={[...at]}
      onColumnChange={({ detail }) =>
        setAt(
          detail.column === 0
            ? [detail.value, 0, 0]
            : detail.column === 1
              ? [at[0], detail.value, 0]
              : [at[0], at[1], detail.value],
        )
      }
      onChange={({ detail }) => {
        const [first = 0, second = 0, third = 0] = detail.value;
        const [provinces, cities, districts] = columnsOf(regions(), [first, second, third]);
        onChange([provinces[first] ?? '', cities[second] ?? '', districts[third] ?? '']);
      }}
    >
      {province === '' ? (
        <View className={s.hint}>{t('region')}</View>
      ) : (
        <View>{[...new Set(value)].filter((one) => one !== '').join(' ')}</View>
      )}
    </Picker>
  );
}

/** Where the columns stand; what the list does not have leaves its column at the top. */
function placeOf([province, city, district]: Region): readonly [number, number, number] {
  const first = Math.max(
    0,
    regions().findIndex((one) => one.name === province),
  );
  const cities = regions()[first]?.cities ?? [];
  const second = Math.max(
    0,
    cities.findIndex((one) => one.name === city),
  );
  return [first, second, Math.max(0, cities[second]?.districts.indexOf(district) ?? 0)];
}
