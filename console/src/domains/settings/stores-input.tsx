import { Radio } from 'antd';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { useSettingsText } from './texts.ts';

type StoresInputProps = {
  readonly value?: readonly string[] | null;
  readonly onChange?: (stores: readonly string[] | null) => void;
  readonly disabled: boolean;
};

/** The whole shop (null), or the stores that an account is limited to. */
export function StoresInput({ value = null, onChange, disabled }: StoresInputProps) {
  const t = useSettingsText();
  return (
    <>
      <Radio.Group
        value={value !== null}
        disabled={disabled}
        aria-label={t('stores')}
        options={[
          { value: false, label: t('stores_all') },
          { value: true, label: t('stores_some') },
        ]}
        onChange={({ target }) => onChange?.(target.value === true ? [] : null)}
      />
      {value !== null && (
        <div style={{ marginTop: 8 }}>
          <Pick
            of="store"
            many
            label={t('stores_which')}
            value={value}
            disabled={disabled}
            onChange={(ids) => onChange?.(ids)}
          />
        </div>
      )}
    </>
  );
}
