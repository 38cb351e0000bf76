import { Picker } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { columnsOf, loadRegions, type Regions } from './regions.ts';

type Region = readonly [province: string, city: string, district: string];
type Props = {
  readonly value: Region;
  readonly className?: string;
  readonly children: ReactNode;
  readonly onChange: (value: Region) => void;
};

/** Three columns that follow each other; the list is loaded when the page opens, not with the shop. */
export function RegionColumns({ value, className, children, onChange }: Props) {
  const [regions, setRegions] = useState<Regions | null>(null);
  const [at, setAt] = useState<readonly [number, number, number]>([0, 0, 0]);
  useEffect(() => {
    void loadRegions().then(setRegions);
  }, []);
  useEffect(() => {
    if (regions === null || value[0] === '') return;
    const province = Math.max(
      0,
      regions.findIndex((one) => one.name === value[0]),
    );
    const city = Math.max(0, regions[province]?.cities.findIndex((one) => one.name === value[1]) ?? 0);
    const district = Math.max(0, regions[province]?.cities[city]?.districts.indexOf(value[2]) ?? 0);
    setAt([province, city, district]);
  }, [regions, value]);

  const columns = columnsOf(regions ?? [], at);
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
        const [provinces, cities, districts] = columnsOf(regions ?? [], [first, second, third]);
        onChange([provinces[first] ?? '', cities[second] ?? '', districts[third] ?? '']);
      }}
    >
      {children}
    </Picker>
  );
}
