import type { Draft } from '@huoshui/contracts/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { usePayCouponText } from './texts.ts';

/** A stock is made once: WeChat lets nothing of it be changed afterwards. */
export function PayCouponForm() {
  const t = usePayCouponText();
  const form = useFormOf('paycoupons.stock');
  const locked = useLocked('POST /api/admin/pay-coupons');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = async (values: Draft) => {
    const { id } = await api('POST /api/admin/pay-coupons', { body: { values } });
    await queries.invalidateQueries({ queryKey: ['pay-coupons'] });
    await navigate(`/pay-coupons/${id}`);
  };
  return (
    <Loaded query={form}>
      {({ fields, initial }) => (
        <FormPage<Draft>
          back={{ to: '/pay-coupons', label: t('title') }}
          title={t('new')}
          initial={initial}
          onSave={save}
          locked={locked}
          preview={(values) => <FormPreview name="paycoupons.stock" values={values} />}
        >
          <FormSection title={t('section_worth')} purpose={t('section_worth_purpose')}>
            <FormFields fields={fields} only={['name', 'amount', 'minimum', 'funding', 'description']} />
          </FormSection>
          <FormSection title={t('section_stock')}>
            <FormFields fields={fields} only={['total', 'perMember', 'dayAmount']} />
          </FormSection>
          <FormSection title={t('section_time')}>
            <FormFields fields={fields} only={['from', 'until', 'days']} />
          </FormSection>
        </FormPage>
      )}
    </Loaded>
  );
}
