import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { byPlace } from '../../ui/by-place.ts';
import { useProblemAt, useProblems } from '../../ui/form/fields/problems.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput } from '../../ui/form/number-input.tsx';
import { useWords } from '../../ui/words.ts';
import { skuRules } from './number-rules.ts';
import { combinations, fillDown, matchSkus, mostSkus, type OptionValues, type SkuValues } from './sku-matrix.ts';
import { useCatalogText } from './texts.ts';

export type Variants = { readonly options: readonly OptionValues[]; readonly skus: readonly SkuValues[] };
type SkuEditorProps = {
  readonly value?: Variants;
  readonly onChange?: (variants: Variants) => void;
  readonly disabled?: boolean;
};

const none: Variants = { options: [], skus: [] };

/** Options above, one row a combination below; rows follow the options. */
export function SkuEditor({ value = none, onChange, disabled = false }: SkuEditorProps) {
  const t = useCatalogText();
  const { options, skus } = value;
  const changeOptions = (next: readonly OptionValues[]) => {
    // A half-typed option must not wipe the rows; nor may a slip make thousands of them.
    const fits = combinations(next).length <= mostSkus;
    onChange?.({ options: next, skus: fits ? matchSkus(next, skus) : skus });
  };
  const changeSku = (index: number, change: Partial<SkuValues>) =>
    onChange?.({ options, skus: skus.map((sku, at) => (at === index ? { ...sku, ...change } : sku)) });
  return (
    <div className="hs-stack">
      {byPlace(options).map(({ place, index, item: option }) => (
        <div key={place} className="hs-inline" style={{ flexWrap: 'nowrap' }}>
          <Input
            value={option.name}
            disabled={disabled}
            placeholder={t('option_name_hint')}
            aria-label={t('option_name')}
            style={{ width: 120 }}
            onChange={(event) => changeOptions(replaced(options, index, { ...option, name: event.target.value }))}
          />
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            disabled={disabled}
            tokenSeparators={[',', '，', '、']}
            placeholder={t('option_values_hint')}
            aria-label={t('option_values')}
            value={[...option.values]}
            onChange={(values: string[]) =>
              changeOptions(
                replaced(options, index, {
                  ...option,
                  values: values.map((text) => text.trim()).filter((text) => text !== ''),
                }),
              )
            }
            style={{ flex: 1 }}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            disabled={disabled}
            aria-label={t('option_remove')}
            title={t('option_remove')}
            onClick={() => changeOptions(options.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className="hs-inline">
        {options.length < 3 && (
          <Button
            icon={<PlusOutlined />}
            disabled={disabled}
            onClick={() => changeOptions([...options, { name: '', values: [] }])}
          >
            {t('option_add')}
          </Button>
        )}
        {skus.length > 1 && (
          <Button disabled={disabled} onClick={() => onChange?.({ options, skus: fillDown(skus) })}>
            {t('sku_fill')}
          </Button>
        )}
      </div>
      <SkuTable skus={skus} disabled={disabled} onChange={changeSku} />
    </div>
  );
}

type SkuTableProps = {
  readonly skus: readonly SkuValues[];
  readonly disabled: boolean;
  readonly onChange: (index: number, change: Partial<SkuValues>) => void;
};

function SkuTable({ skus, disabled, onChange }: SkuTableProps) {
  const t = useCatalogText();
  const prices = ['price', 'memberPrice', 'listPrice', 'costPrice'] as const;
  const say = useWords();
  return (
    <div className="hs-grid-scroll hs-sku-table">
      <table className="hs-grid">
        <thead>
          <tr>
            <th>{t('sku')}</th>
            {prices.map((key) => (
              <th key={key}>{say(skuRules[key].label)}</th>
            ))}
            <th>{say(skuRules.weight.label)}</th>
            <th>{t('sku_stock')}</th>
            <th>{t('sku_code')}</th>
          </tr>
        </thead>
        <tbody>
          {skus.map((sku, index) => (
            <tr key={sku.values.join('/') || 'single'}>
              <td className="hs-nowrap">{sku.values.join(' / ') || t('sku_single')}</td>
              {prices.map((key) => (
                <td key={key}>
                  <AmountCell name={key} at={index} sku={sku} disabled={disabled} onChange={onChange} />
                </td>
              ))}
              <td>
                <AmountCell name="weight" at={index} sku={sku} disabled={disabled} onChange={onChange} />
              </td>
              <td title={sku.id === undefined ? '' : t('sku_stock_known')}>
                <AmountCell
                  name="onHand"
                  at={index}
                  sku={sku}
                  disabled={disabled || sku.id !== undefined}
                  onChange={onChange}
                />
              </td>
              <td>
                <CodeCell at={index} sku={sku} disabled={disabled} onChange={onChange} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  readonly at: number;
  readonly sku: SkuValues;
  readonly disabled: boolean;
  readonly onChange: (index: number, change: Partial<SkuValues>) => void;
};

/** One number of a row; what is wrong with it, or what the server refused of it, stands under it. */
function AmountCell({ name, at, sku, disabled, onChange }: CellProps & { readonly name: keyof typeof skuRules }) {
  const say = useWords();
  const path = `skus.${at}.${name}`;
  const refused = useProblemAt(path);
  const { changed } = useProblems();
  const rule = skuRules[name];
  const fault = numberFault(rule, sku[name]) ?? refused;
  return (
    <>
      <NumberInput
        of={rule}
        width={name === 'onHand' ? 76 : 92}
        label={`${say(rule.label)} ${sku.values.join(' ')}`}
        disabled={disabled}
        wrong={fault !== null}
        value={sku[name]}
        onChange={(typed) => {
          changed([path]);
          onChange(at, { [name]: typed });
        }}
      />
      {fault && (
        <div role="alert" className="hs-number-fault">
          {say(fault)}
        </div>
      )}
    </>
  );
}

function CodeCell({ at, sku, disabled, onChange }: CellProps) {
  const t = useCatalogText();
  const say = useWords();
  const path = `skus.${at}.code`;
  const refused = useProblemAt(path);
  const { changed } = useProblems();
  return (
    <>
      <Input
        disabled={disabled}
        aria-label={`${t('sku_code')} ${sku.values.join(' ')}`}
        aria-invalid={refused !== null}
        value={sku.code}
        onChange={(event) => {
          changed([path]);
          onChange(at, { code: event.target.value });
        }}
        style={{ width: 120 }}
      />
      {refused && (
        <div role="alert" className="hs-number-fault">
          {say(refused)}
        </div>
      )}
    </>
  );
}

const replaced = (options: readonly OptionValues[], index: number, option: OptionValues): readonly OptionValues[] =>
  options.map((other, at) => (at === index ? option : other));
