import type { ScopeField as Scope, ScopeValue } from '@huoshui/contracts/form';
import { Radio } from 'antd';
import { useRef } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { idsOf, Pick } from './picker-field.tsx';

const kinds = ['all', 'categories', 'products', 'skus'] as const;
const picked = { categories: 'category', products: 'product', skus: 'sku' } as const;

/** Which goods: all or some, and which of them not. */
export function ScopeField(props: FieldProps<Scope>) {
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <ScopeInput
          field={props.field}
          wrong={wrong}
          label={label}
          {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
        />
      )}
    </FieldItem>
  );
}

type ScopeInputProps = {
  readonly field: Scope;
  readonly wrong: boolean;
  readonly label: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: ScopeValue) => void;
  readonly disabled?: boolean;
};

function ScopeInput({ field, wrong, label, id, value, onChange, disabled }: ScopeInputProps) {
  const t = useSharedText();
  const scope = scopeOf(value);
  const ways = field.by ?? kinds;
  // Whoever looks at another way of choosing finds what she chose before when she comes back.
  const chosen = useRef<Partial<Record<ScopeValue['kind'], readonly string[]>>>({});
  const change = (part: Partial<ScopeValue>) => onChange?.({ ...scope, ...part });
  const turn = (kind: ScopeValue['kind']) => {
    chosen.current[scope.kind] = scope.ids;
    change({ kind, ids: chosen.current[kind] ?? [] });
  };
  const off = disabled === undefined ? {} : { disabled };
  return (
    <div className="hs-stack hs-field-scope">
      {ways.length > 1 && (
        <Radio.Group
          {...(id === undefined ? {} : { id })}
          aria-label={label}
          className="hs-field-row"
          options={ways.map((kind) => ({ value: kind, label: t(`scope_${kind}`) }))}
          value={scope.kind}
          onChange={(event) => turn(event.target.value)}
          {...off}
        />
      )}
      {scope.kind !== 'all' && (
        <Pick
          of={picked[scope.kind]}
          many
          value={scope.ids}
          onChange={(ids) => change({ ids })}
          label={t(`scope_${scope.kind}`)}
          wrong={wrong}
          {...off}
        />
      )}
      {field.except && (
        <div className="hs-field-except">
          <span className="hs-soft hs-small">{t('scope_except')}</span>
          <Pick
            of="product"
            many
            value={scope.exceptProductIds}
            onChange={(exceptProductIds) => change({ exceptProductIds })}
            label={t('scope_except')}
            {...off}
          />
        </div>
      )}
    </div>
  );
}

function scopeOf(value: unknown): ScopeValue {
  const given = typeof value === 'object' && value !== null ? value : {};
  return {
    kind: kinds.find((kind) => kind === Reflect.get(given, 'kind')) ?? 'all',
    ids: idsOf(Reflect.get(given, 'ids')),
    exceptProductIds: idsOf(Reflect.get(given, 'exceptProductIds')),
  };
}
