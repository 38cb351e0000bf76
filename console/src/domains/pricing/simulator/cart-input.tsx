import { CloseOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { Button } from 'antd';
import { Pick } from '../../../ui/form/fields/picker-field.tsx';
import { useNames } from '../../../ui/form/fields/search-picker.tsx';
import { NumberInSentence } from '../../../ui/form/number-in-sentence.tsx';
import { type Item, MOST_QUANTITY } from './setting.ts';
import { useSimulatorText } from './texts.ts';

const quantityRule = {
  kind: 'count',
  label: words('数量', 'Quantity'),
  unit: words('件', 'pcs'),
  min: 1,
  max: MOST_QUANTITY,
} as const;

type CartInputProps = { readonly items: readonly Item[]; readonly onChange: (items: readonly Item[]) => void };

/** SKUs with how many of each. */
export function CartInput({ items, onChange }: CartInputProps) {
  const t = useSimulatorText();
  const names = useNames(
    'sku',
    items.map(({ skuId }) => skuId),
  );
  const nameOf = (id: string) => names.find(({ value }) => value === id)?.label ?? '…';
  const add = (ids: readonly string[]) => {
    const [skuId] = ids;
    if (skuId === undefined || items.some((one) => one.skuId === skuId)) return;
    onChange([...items, { skuId, quantity: 1 }]);
  };
  const setQuantity = (skuId: string, quantity: number) =>
    onChange(items.map((one) => (one.skuId === skuId ? { skuId, quantity } : one)));
  return (
    <div className="hs-simulator-cart">
      {items.map(({ skuId, quantity }) => (
        <div key={skuId}>
          <span title={nameOf(skuId)}>{nameOf(skuId)}</span>
          <NumberInSentence
            of={quantityRule}
            value={quantity}
            onChange={(next) => setQuantity(skuId, next)}
            width={92}
          />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('remove', { name: nameOf(skuId) })}
            onClick={() => onChange(items.filter((one) => one.skuId !== skuId))}
          />
        </div>
      ))}
      <Pick of="sku" many={false} value={[]} onChange={add} label={t('cart_add')} />
    </div>
  );
}
