import { regions } from '@huoshui/contracts/regions';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { usePricingText } from './texts.ts';

/** Provinces with their cities. All cities of a province are the province. */
export function RegionPicker({ id, value, onChange, many, label, disabled, wrong }: PickerProps) {
  const t = usePricingText();
  const tree = useMemo(treeData, []);
  return (
    <TreeSelect<string | string[] | null>
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(wrong ? { status: 'error' as const } : {})}
      aria-label={label}
      {...(many ? { treeCheckable: true, showCheckedStrategy: TreeSelect.SHOW_PARENT } : {})}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      maxTagCount={12}
      placeholder={t('region_pick')}
      treeData={tree}
      value={many ? [...value] : (value[0] ?? null)}
      onChange={(next) => onChange(Array.isArray(next) ? next : next ? [next] : [])}
      style={{ width: '100%', maxWidth: 520 }}
    />
  );
}

function treeData() {
  return regions().map(({ name, cities }) => ({
    value: name,
    title: name,
    children: cities.map((city) => ({ value: `${name}/${city.name}`, title: city.name })),
  }));
}
