import { Form, Input, InputNumber, Radio, Switch } from 'antd';
import { DayRangeInput } from '../../ui/form/day-range-input.tsx';
import { FormSection } from '../../ui/form/form-page.tsx';
import { MoneyInput } from '../../ui/form/money-input.tsx';
import { CategoryPicker, ProductPicker } from '../catalog/pickers.tsx';
import type { CouponValues } from './coupon-values.ts';
import { useCouponText } from './texts.ts';

const scopes = ['all', 'categories', 'products', 'except'] as const;
const kinds = ['amount', 'percent', 'free_shipping'] as const;

/** `fixed`: coupons are out there, so what they promise may not change any more. */
export function CouponFields({ fixed, isNew }: { readonly fixed: boolean; readonly isNew: boolean }) {
  const t = useCouponText();
  return (
    <>
      <FormSection title={t('section_basic')}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 20 }]}>
          <Input maxLength={20} showCount placeholder={t('name_hint')} />
        </Form.Item>
        <Form.Item name="note" label={t('note')} rules={[{ max: 100 }]}>
          <Input maxLength={100} showCount placeholder={t('note_hint')} />
        </Form.Item>
      </FormSection>
      <Discount fixed={fixed} />
      <Validity fixed={fixed} />
      <FormSection title={t('section_limit')} purpose={t('section_limit_purpose')}>
        <Form.Item name="channel" label={t('channel')}>
          <Radio.Group>
            {(['shop', 'grant'] as const).map((value) => (
              <Radio key={value} value={value} style={{ display: 'flex', marginBottom: 4 }}>
                {t(`channel_${value}`)} <span className="hs-faint hs-small">{t(`channel_${value}_help`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <div className="hs-inline" style={{ gap: 32 }}>
          <Form.Item name="total" label={t('total')}>
            <InputNumber
              min={1}
              precision={0}
              placeholder={t('total_none')}
              suffix={t('pieces')}
              style={{ width: 180 }}
            />
          </Form.Item>
          <Form.Item name="perMember" label={t('per_member')} rules={[{ required: true }]}>
            <InputNumber min={1} max={100} precision={0} suffix={t('pieces')} style={{ width: 140 }} />
          </Form.Item>
        </div>
        {isNew && (
          <Form.Item name="startNow" valuePropName="checked" label={t('start_now')} layout="horizontal">
            <Switch />
          </Form.Item>
        )}
      </FormSection>
    </>
  );
}

function Discount({ fixed }: { readonly fixed: boolean }) {
  const t = useCouponText();
  const kind = Form.useWatch<CouponValues['kind']>('kind');
  const scope = Form.useWatch<CouponValues['scopeKind']>('scopeKind');
  return (
    <FormSection title={t('section_discount')} purpose={t('section_discount_purpose')}>
      <Form.Item name="kind" label={t('kind')}>
        <Radio.Group
          disabled={fixed}
          optionType="button"
          options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
        />
      </Form.Item>
      <div className="hs-inline" style={{ gap: 24, alignItems: 'flex-start' }}>
        {kind === 'amount' && (
          <Form.Item name="amount" label={t('amount')} rules={[{ required: true }]}>
            <MoneyInput min={1} max={10_000_000} disabled={fixed} />
          </Form.Item>
        )}
        {kind === 'percent' && (
          <>
            <Form.Item name="percentOff" label={t('percent')} extra={t('percent_help')} rules={[{ required: true }]}>
              <InputNumber min={1} max={99} precision={0} suffix="%" disabled={fixed} style={{ width: 160 }} />
            </Form.Item>
            <Form.Item name="cap" label={t('cap')}>
              <MoneyInput min={1} placeholder={t('cap_none')} disabled={fixed} />
            </Form.Item>
          </>
        )}
        <Form.Item
          name="threshold"
          label={t('threshold')}
          extra={t('threshold_none')}
          dependencies={['amount', 'kind']}
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_, value: number | null) => {
                const amount: unknown = getFieldValue('amount');
                const tooSmall =
                  getFieldValue('kind') === 'amount' &&
                  typeof amount === 'number' &&
                  (value ?? 0) > 0 &&
                  (value ?? 0) < amount;
                if (tooSmall) throw new Error(t('threshold_rule'));
              },
            }),
          ]}
        >
          <MoneyInput disabled={fixed} />
        </Form.Item>
      </div>
      <Form.Item name="scopeKind" label={t('scope')}>
        <Radio.Group disabled={fixed} options={scopes.map((value) => ({ value, label: t(`scope_${value}`) }))} />
      </Form.Item>
      {scope === 'categories' && (
        <Form.Item name="categoryIds" rules={[{ required: true, message: t('scope_pick') }]}>
          <CategoryPicker disabled={fixed} />
        </Form.Item>
      )}
      {(scope === 'products' || scope === 'except') && (
        <Form.Item name="productIds" rules={[{ required: true, message: t('scope_pick') }]}>
          <ProductPicker disabled={fixed} />
        </Form.Item>
      )}
    </FormSection>
  );
}

function Validity({ fixed }: { readonly fixed: boolean }) {
  const t = useCouponText();
  const kind = Form.useWatch<CouponValues['validityKind']>('validityKind');
  return (
    <FormSection title={t('section_validity')}>
      <Form.Item name="validityKind">
        <Radio.Group
          disabled={fixed}
          options={(['days', 'between'] as const).map((value) => ({ value, label: t(`validity_${value}`) }))}
        />
      </Form.Item>
      {kind === 'days' && (
        <Form.Item name="days" rules={[{ required: true }]}>
          <InputNumber min={1} max={365} precision={0} suffix={t('days')} disabled={fixed} style={{ width: 180 }} />
        </Form.Item>
      )}
      {kind === 'between' && (
        <Form.Item name="between" rules={[{ required: true }]}>
          <DayRangeInput disabled={fixed} />
        </Form.Item>
      )}
    </FormSection>
  );
}
