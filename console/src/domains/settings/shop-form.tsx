import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { sessionKey, useCan } from '../../ground/session.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { MoneyInput } from '../../ui/form/money-input.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { ShopPreview } from './shop-preview.tsx';
import { useSettingsText } from './texts.ts';

export type ShopSettings = Answer<'GET /api/admin/settings/shop'>;

export function ShopForm() {
  const query = useQuery({ queryKey: ['shop-settings'], queryFn: async () => api('GET /api/admin/settings/shop') });
  return <Loaded query={query}>{(settings) => <Editor settings={settings} />}</Loaded>;
}

function Editor({ settings }: { readonly settings: ShopSettings }) {
  const t = useSettingsText();
  const shared = useSharedText();
  const can = useCan();
  const queries = useQueryClient();
  return (
    <FormPage<ShopSettings>
      title={t('shop_title')}
      purpose={t('shop_purpose')}
      initial={settings}
      onSave={async (body) => {
        queries.setQueryData(
          ['shop-settings'],
          await api('PUT /api/admin/settings/shop', { body, revision: settings.revision }),
        );
        await queries.invalidateQueries({ queryKey: sessionKey });
      }}
      locked={can('settings.write') ? null : shared('no_permission', { permission: 'settings.write' })}
      preview={(values) => <ShopPreview settings={values} />}
    >
      <FormSection title={t('shop')}>
        <Form.Item name="name" label={t('shop_name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
          <Input maxLength={30} showCount />
        </Form.Item>
        <Form.Item name="notice" label={t('notice')}>
          <Input maxLength={60} showCount placeholder={t('notice_hint')} />
        </Form.Item>
        <Form.Item name="servicePhone" label={t('phone')}>
          <Input maxLength={20} style={{ width: 240 }} />
        </Form.Item>
        <Form.Item name="hotWords" label={t('hot_words')}>
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            maxCount={12}
            tokenSeparators={[',', '，', '、']}
            placeholder={t('hot_words_hint')}
          />
        </Form.Item>
      </FormSection>
      <FormSection title={t('shipping')} purpose={t('shipping_purpose')}>
        <div className="hs-inline" style={{ gap: 24 }}>
          <Form.Item name={['shipping', 'fee']} label={t('fee')} rules={[{ required: true }]}>
            <MoneyInput max={10_000} />
          </Form.Item>
          <Form.Item name={['shipping', 'freeFrom']} label={t('free_from')}>
            <MoneyInput placeholder={t('free_never')} />
          </Form.Item>
        </div>
      </FormSection>
      <FormSection title={t('order')}>
        <div className="hs-inline" style={{ gap: 24 }}>
          <Form.Item name={['order', 'payMinutes']} label={t('pay_minutes')} rules={[{ required: true }]}>
            <InputNumber min={5} max={1440} precision={0} suffix={t('minutes')} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name={['order', 'receiveDays']} label={t('receive_days')} rules={[{ required: true }]}>
            <InputNumber min={1} max={60} precision={0} suffix={t('days')} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name={['order', 'refundDays']} label={t('refund_days')} rules={[{ required: true }]}>
            <InputNumber min={0} max={90} precision={0} suffix={t('days')} style={{ width: 160 }} />
          </Form.Item>
        </div>
      </FormSection>
    </FormPage>
  );
}
