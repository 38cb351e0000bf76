import { DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { useCatalogText } from './texts.ts';

/** From when on, and until when, a product may be bought; the end is no part of it, as its help says. */
export function SaleWindow() {
  const t = useCatalogText();
  return (
    <div className="hs-inline" style={{ gap: 32, alignItems: 'flex-start' }}>
      <Form.Item name="saleFrom" label={t('sale_from')} extra={t('sale_from_help')}>
        <MomentInput placeholder={t('sale_from_open')} />
      </Form.Item>
      <Form.Item
        name="saleUntil"
        label={t('sale_until')}
        extra={t('sale_until_help')}
        dependencies={['saleFrom']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, until: string | null) => {
              const from: unknown = getFieldValue('saleFrom');
              if (until !== null && typeof from === 'string' && from >= until) throw new Error(t('sale_ends_first'));
            },
          }),
        ]}
      >
        <MomentInput placeholder={t('sale_until_open')} />
      </Form.Item>
    </div>
  );
}

type MomentInputProps = {
  readonly placeholder: string;
  readonly id?: string;
  readonly value?: string | null;
  readonly disabled?: boolean;
  readonly onChange?: (shown: string | null) => void;
};

const format = 'YYYY-MM-DD HH:mm';

function MomentInput({ value = null, onChange, ...rest }: MomentInputProps) {
  return (
    <DatePicker
      showTime={{ format: 'HH:mm' }}
      format={format}
      value={value === null ? null : dayjs(value)}
      onChange={(_, text) => onChange?.(typeof text === 'string' && text !== '' ? text : null)}
      style={{ width: 220 }}
      {...rest}
    />
  );
}
