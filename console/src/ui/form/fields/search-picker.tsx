import type { Picked } from '@huoshui/contracts/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';
import { type PickerProps, useFieldKit } from './field-kit.tsx';

export type PickOption = { readonly value: string; readonly label: string };

type SearchPickerProps = PickerProps & {
  readonly of: Picked;
  /** What can be picked now, found by its name; an ended thing is not offered. */
  readonly search: (q: string) => Promise<readonly PickOption[]>;
  readonly hint?: string;
  /** Told when there is nothing at all to pick: where to make the first one. */
  readonly none?: ReactNode;
};

/** Picks by search; what was picked before keeps its name, also when the search does not find it or it has ended. */
export function SearchPicker(props: SearchPickerProps) {
  const t = useSharedText();
  const { of, search, value, many, none, slim = false } = props;
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['pick', of, q],
    queryFn: async () => search(q),
    placeholderData: keepPreviousData,
  });
  const options = found.data ?? [];
  const kept = useNames(
    of,
    value.filter((id) => !options.some((option) => option.value === id)),
  );
  const nothing = found.data?.length === 0 && q === '' && value.length === 0;
  return (
    <>
      <Select<string | string[] | null>
        {...(props.id === undefined ? {} : { id: props.id })}
        {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
        {...(props.wrong ? { status: 'error' as const } : {})}
        {...(many ? { mode: 'multiple' as const } : {})}
        aria-label={props.label}
        allowClear={!many}
        loading={found.isFetching}
        placeholder={slim ? props.label : (props.hint ?? t('search'))}
        showSearch={{ filterOption: false, onSearch: setQ }}
        notFoundContent={t(q === '' ? 'picker_none' : 'nothing_found')}
        options={[...kept, ...options]}
        value={many ? [...value] : (value[0] ?? null)}
        onChange={(next) => props.onChange(Array.isArray(next) ? next : next ? [next] : [])}
        style={slim ? { width: 168 } : { width: '100%', minWidth: 200, maxWidth: 520 }}
      />
      {nothing && !slim && none && <div className="hs-small hs-soft">{none}</div>}
    </>
  );
}

/** Names of picked things that no search has brought; one that has ended says so. */
export function useNames(of: Picked, ids: readonly string[]): readonly PickOption[] {
  const t = useSharedText();
  const say = useWords();
  const { names } = useFieldKit();
  const { data } = useQuery({
    queryKey: ['pick', of, 'names', ...ids],
    enabled: ids.length > 0,
    queryFn: async () => names(ids.map((id) => ({ of, id }))),
    placeholderData: keepPreviousData,
  });
  return ids.map((id) => {
    const named = data?.find((one) => one.id === id);
    // Nobody knows a thing by its id: until its name has come there is nothing to read.
    if (named === undefined) return { value: id, label: '…' };
    if (named.name === null) return { value: id, label: `${id} (${t('picker_gone')})` };
    return { value: id, label: `${say(named.name)}${named.note ? ` (${say(named.note)})` : ''}` };
  });
}
