import type { Picked, PickerField as Picker } from '@huoshui/contracts/form';
import { Alert, Skeleton } from 'antd';
import { Suspense } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { type PickerProps, useFieldKit } from './field-kit.tsx';

export function PickerField(props: FieldProps<Picker>) {
  const { field, disabled } = props;
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <PickInput
          of={field.of}
          many={field.many !== undefined}
          wrong={wrong}
          label={label}
          {...(disabled === undefined ? {} : { disabled })}
        />
      )}
    </FieldItem>
  );
}

type PickInputProps = Omit<PickerProps, 'value' | 'onChange'> & {
  readonly of: Picked;
  readonly value?: unknown;
  readonly onChange?: (value: string | readonly string[] | null) => void;
};

/** One id or a list of them, as the field holds it, for a picker that always speaks of lists. */
function PickInput({ of, value, onChange, ...rest }: PickInputProps) {
  const ids = idsOf(value);
  return <Pick of={of} value={ids} onChange={(next) => onChange?.(rest.many ? next : (next[0] ?? null))} {...rest} />;
}

/** The picker that the owner of these things gave; its code comes with the first form that needs it. */
export function Pick({ of, ...props }: PickerProps & { readonly of: Picked }) {
  const t = useSharedText();
  const Picker = useFieldKit().pickers[of];
  if (!Picker) return <Alert type="warning" title={t('picker_missing')} />;
  return (
    <Suspense fallback={<Skeleton.Input active block />}>
      <Picker {...props} />
    </Suspense>
  );
}

export const idsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' && value !== ''
    ? [value]
    : Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string')
      : [];
