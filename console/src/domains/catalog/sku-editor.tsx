import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { byPlace } from '../../ui/by-place.ts';
import { MoneyInput } from '../../ui/form/money-input.tsx';
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
            maxLength={10}
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
                  values: values
                    .map((text) => text.trim().slice(0, 20))
                    .filter((text) => text !== '')
                    .slice(0, 20),
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
  const titles = {
    price: t('sku_price'),
    memberPrice: t('sku_member'),
    listPrice: t('sku_list'),
    costPrice: t('sku_cost'),
  };
  return (
    <div className="hs-grid-scroll hs-sku-table">
      <table className="hs-grid">
        <thead>
          <tr>
            <th>{t('sku')}</th>
            {prices.map((key) => (
              <th key={key}>{titles[key]}</th>
            ))}
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
                  <MoneyInput
                    width={92}
                    min={key === 'costPrice' ? 0 : 1}
                    label={`${titles[key]} ${sku.values.join(' ')}`}
                    disabled={disabled}
                    value={sku[key]}
                    onChange={(fen) => onChange(index, { [key]: fen })}
                  />
                </td>
              ))}
              <td>
                <InputNumber
                  min={0}
                  max={1_000_000}
                  precision={0}
                  controls={false}
                  disabled={disabled || sku.id !== undefined}
                  title={sku.id === undefined ? '' : t('sku_stock_known')}
                  aria-label={`${t('sku_stock')} ${sku.values.join(' ')}`}
                  value={sku.onHand}
                  onChange={(onHand) => onChange(index, { onHand })}
                  style={{ width: 76 }}
                />
              </td>
              <td>
                <Input
                  maxLength={40}
                  disabled={disabled}
                  aria-label={`${t('sku_code')} ${sku.values.join(' ')}`}
                  value={sku.code}
                  onChange={(event) => onChange(index, { code: event.target.value })}
                  style={{ width: 120 }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const replaced = (options: readonly OptionValues[], index: number, option: OptionValues): readonly OptionValues[] =>
  options.map((other, at) => (at === index ? option : other));
