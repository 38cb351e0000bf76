import type { Offered, TextField } from '@huoshui/contracts/form';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { useFieldKit } from './field-kit.tsx';

/** A text of which many are known: they are offered by their names, and any other may be typed. */
export function OfferedField({ offers, ...props }: FieldProps<TextField> & { readonly offers: Offered }) {
  const { field, disabled } = props;
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <OfferedInput
          offers={offers}
          label={label}
          wrong={wrong}
          empty={field.optional === true}
          {...(disabled === undefined ? {} : { disabled })}
        />
      )}
    </FieldItem>
  );
}

type OfferedInputProps = {
  readonly offers: Offered;
  readonly label: string;
  readonly wrong: boolean;
  readonly empty: boolean;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
};

function OfferedInput({ offers, label, wrong, empty, disabled, id, value, onChange }: OfferedInputProps) {
  const say = useWords();
  const kit = useFieldKit();
  const [typed, setTyped] = useState('');
  const { data = [] } = useQuery({
    queryKey: ['offers', offers],
    queryFn: async () => kit.offers(offers),
    staleTime: 60_000,
  });
  const known = data.map((offer) => ({
    value: offer.value,
    label: say(offer.name),
    title: `${say(offer.name)} ${offer.value}`,
  }));
  const others = [...new Set([value ?? '', typed.trim()])].filter(
    (text) => text !== '' && known.every((option) => option.value !== text),
  );
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(wrong ? { status: 'error' as const } : {})}
      aria-label={label}
      allowClear={empty}
      showSearch={{ optionFilterProp: 'title', onSearch: setTyped }}
      options={[...known, ...others.map((text) => ({ value: text, label: text, title: text }))]}
      value={value === '' || value === undefined ? null : value}
      onChange={(next: string | null) => onChange?.(next ?? '')}
      popupMatchSelectWidth={false}
      style={{ minWidth: 180 }}
    />
  );
}
