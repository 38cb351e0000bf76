import { Form, Input } from 'antd';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { formatCount } from '../../ui/format.ts';
import { changeRule } from './number-rules.ts';
import { useCatalogText } from './texts.ts';

type StockRow = {
  readonly productName: string;
  readonly values: readonly string[];
  readonly onHand: number;
  readonly reserved: number;
};
type Adjustment = { readonly change: number | null; readonly reason: string };
const nothing: Adjustment = { change: null, reason: '' };

type AdjustProps = {
  readonly row: StockRow;
  readonly onSave: (change: { readonly change: number; readonly reason: string }) => Promise<unknown>;
  readonly onClose: () => void;
};

/** More or fewer of a SKU where it lies, with a reason. */
export function AdjustDialog({ row, onSave, onClose }: AdjustProps) {
  const t = useCatalogText();
  return (
    <FormDialog<Adjustment>
      width={440}
      title={t('adjust_title', { name: [row.productName, ...row.values].join(' ') })}
      okText={t('adjust')}
      initial={nothing}
      onSave={async ({ change, reason }) => onSave({ change: change ?? 0, reason: reason.trim() })}
      changed={['stock', 'store-stock', 'products', 'overview']}
      done={t('adjusted')}
      onClose={onClose}
    >
      <ChangeItem row={row} />
      <Form.Item name="reason" label={t('adjust_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('adjust_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

function ChangeItem({ row }: { readonly row: StockRow }) {
  const t = useCatalogText();
  const typed: unknown = Form.useWatch('change');
  const change = typeof typed === 'number' && numberFault(changeRule, typed) === null ? typed : 0;
  return (
    <NumberItem
      name="change"
      of={changeRule}
      autoFocus
      extra={change === 0 ? t('adjust_change_help') : t('adjust_after', { count: formatCount(row.onHand + change) })}
      check={(value) => {
        if (value === 0) return t('adjust_not_zero');
        return row.onHand + value < row.reserved ? t('adjust_below', { count: row.reserved }) : null;
      }}
    />
  );
}
