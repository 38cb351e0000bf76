import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { sessionKey } from '../../ground/session.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ShopPreview } from './shop-preview.tsx';
import { useSettingsText } from './texts.ts';

export type ShopSettings = Answer<'GET /api/admin/settings/shop'>;

export function ShopForm() {
  const query = useQuery({ queryKey: ['shop-settings'], queryFn: async () => api('GET /api/admin/settings/shop') });
  const form = useFormOf('orders.shop');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = {
  readonly settings: ShopSettings;
  readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'];
};

function Editor({ settings, fields }: EditorProps) {
  const t = useSettingsText();
  const locked = useLocked('PUT /api/admin/settings/shop');
  const queries = useQueryClient();
  const initial = useMemo<ShopSettings>(() => {
    const { revision: _, ...values } = settings;
    return values;
  }, [settings]);
  return (
    <FormPage<ShopSettings>
      title={t('shop_title')}
      purpose={t('shop_purpose')}
      initial={initial}
      onSave={async (body) => {
        queries.setQueryData(
          ['shop-settings'],
          await api('PUT /api/admin/settings/shop', { body, revision: settings.revision }),
        );
        await queries.invalidateQueries({ queryKey: sessionKey });
      }}
      locked={locked}
      preview={(values) => <ShopPreview settings={values} />}
    >
      <FormSection title={t('shop')}>
        <FormFields fields={fields} only={['name', 'notice', 'servicePhone', 'hotWords']} />
      </FormSection>
      <FormSection title={t('shipping')} purpose={t('shipping_purpose')}>
        <FormFields fields={fields} only={['fee', 'freeFrom']} />
      </FormSection>
      <FormSection title={t('order')}>
        <FormFields fields={fields} only={['payMinutes', 'receiveDays', 'refundDays', 'orderCards']} />
      </FormSection>
      <FormSection title={t('refund_limits')} purpose={t('refund_limits_purpose')}>
        <FormFields fields={fields} only={['operatorMost', 'secondFrom']} />
      </FormSection>
    </FormPage>
  );
}
