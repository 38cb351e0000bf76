import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, DatePicker, Grid, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { Pick } from '../form/fields/picker-field.tsx';
import { useSharedText } from '../shared-texts.ts';
import type { ListAddress } from './address.ts';
import type { Filter } from './column.ts';

type FiltersProps = {
  readonly address: ListAddress;
  readonly filters: readonly Filter[];
  readonly searchHint: string | undefined;
};

/** On a phone more than two wait behind a button, so that the rows are seen; those that are set stay. */
const UNFOLDED_ON_A_PHONE = 2;

export function Filters({ address, filters, searchHint }: FiltersProps) {
  const t = useSharedText();
  const wide = Grid.useBreakpoint().md ?? true;
  const [unfolded, setUnfolded] = useState(false);
  const folds = !wide && filters.length > UNFOLDED_ON_A_PHONE;
  const shown = folds && !unfolded ? filters.filter(({ key }) => address.filters[key] !== undefined) : filters;
  return (
    <>
      {searchHint !== undefined && <Search hint={searchHint} q={address.q} onSearch={(q) => address.change({ q })} />}
      {folds && (
        <Button icon={<FilterOutlined />} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {t('filters')}
        </Button>
      )}
      {shown.map((filter) => (
        <FilterControl
          key={filter.key}
          filter={filter}
          value={address.filters[filter.key]}
          onChange={(value) => address.change({ [filter.key]: value })}
        />
      ))}
      {address.isFiltered && (
        <Button type="link" onClick={() => address.replaceAll('')}>
          {t('clear_filters')}
        </Button>
      )}
    </>
  );
}

/** Asks the server when the typing pauses, not at every letter. */
function Search({
  hint,
  q,
  onSearch,
}: {
  readonly hint: string;
  readonly q: string;
  readonly onSearch: (q: string) => void;
}) {
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(() => onSearch(typed.trim()), 350);
    return () => clearTimeout(timer);
  }, [typed, q, onSearch]);
  return (
    <Input
      allowClear
      prefix={<SearchOutlined className="hs-faint" />}
      placeholder={hint}
      aria-label={hint}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onSearch(typed.trim())}
      className="hs-list-search"
    />
  );
}

type FilterControlProps = {
  readonly filter: Filter;
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
};

function FilterControl({ filter, value, onChange }: FilterControlProps) {
  if (filter.kind === 'choice') {
    return (
      <Select
        allowClear
        showSearch={filter.options.length > 8 ? { optionFilterProp: 'label' } : false}
        placeholder={filter.label}
        aria-label={filter.label}
        value={value ?? null}
        onChange={(next: string | null | undefined) => onChange(next ?? null)}
        options={[...filter.options]}
        popupMatchSelectWidth={false}
        style={{ width: filter.width ?? 132 }}
      />
    );
  }
  if (filter.kind === 'pick') {
    return (
      <Pick
        of={filter.of}
        many={false}
        slim
        label={filter.label}
        value={value === undefined ? [] : [value]}
        onChange={([next = null]) => onChange(next)}
      />
    );
  }
  const [from, to] = (value ?? '').split('..');
  return (
    <DatePicker.RangePicker
      aria-label={filter.label}
      // Two of them stand beside one another in some lists.
      placeholder={[filter.label, '…']}
      value={from && to ? [dayjs(from), dayjs(to)] : null}
      onChange={(_, [first, last]) => onChange(first && last ? `${first}..${last}` : null)}
      style={{ width: 240 }}
    />
  );
}
