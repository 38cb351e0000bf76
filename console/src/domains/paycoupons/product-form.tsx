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
import { useProductText } from './product-texts.ts';

/** A template goes into WeChat once, and as it is then: WeChat is told of no change. */
export function ProductForm() {
  const t = useProductText();
  const form = useFormOf('paycoupons.product');
  const locked = useLocked('POST /api/admin/product-coupons');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = async (values: Draft) => {
    const { id } = await api('POST /api/admin/product-coupons', { body: { values } });
    await queries.invalidateQueries({ queryKey: ['product-coupons'] });
    await navigate(`/product-coupons/${id}`);
  };
  return (
    <Loaded query={form}>
      {({ fields, initial }) => (
        <FormPage<Draft>
          back={{ to: '/product-coupons', label: t('title') }}
          title={t('new')}
          initial={initial}
          onSave={save}
          locked={locked}
          preview={(values) => <FormPreview name="paycoupons.product" values={values} />}
        >
          <FormSection title={t('section')} purpose={t('section_purpose')}>
            <FormFields fields={fields} only={['coupon']} />
          </FormSection>
          <FormSection title={t('section_look')}>
            <FormFields fields={fields} only={['name', 'picture', 'description']} />
          </FormSection>
        </FormPage>
      )}
    </Loaded>
  );
}
