import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useScrmText } from './texts.ts';
import type { ContactWay } from './way-list.tsx';
import { WelcomePreview } from './welcome-preview.tsx';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function WayForm() {
  const { id } = useParams();
  const form = useFormOf('scrm.contact_way');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} way={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['contact-ways', 'one', id],
    queryFn: async () => api('GET /api/admin/contact-ways/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(way) => <Editor form={form} way={way} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly way: ContactWay | null };

function Editor({ form: { fields, initial: start }, way }: EditorProps) {
  const t = useScrmText();
  const locked = useLocked(way === null ? 'POST /api/admin/contact-ways' : 'PUT /api/admin/contact-ways/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...way?.values }), [start, way]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      way === null
        ? await api('POST /api/admin/contact-ways', { body })
        : await api('PUT /api/admin/contact-ways/:id', { params: { id: way.id }, body, revision: way.revision });
    await queries.invalidateQueries({ queryKey: ['contact-ways'] });
    await navigate(`/contact-ways/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        way === null
          ? { to: '/contact-ways', label: t('ways_title') }
          : { to: `/contact-ways/${way.id}`, label: way.name }
      }
      title={way === null ? t('new') : way.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <WelcomePreview values={values} />
          <FormPreview name="scrm.contact_way" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_staff')}>
        <FormFields fields={fields} only={['name', 'staff', 'fallback']} />
      </FormSection>
      <FormSection title={t('section_limits')}>
        <FormFields fields={fields} only={['days', 'from', 'until', 'perDay', 'inAll']} />
      </FormSection>
      <FormSection title={t('section_welcome')}>
        <FormFields fields={fields} only={['welcome', 'welcomeBought', 'coupon', 'couponFor', 'remark', 'tags']} />
      </FormSection>
    </FormPage>
  );
}
