import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { useSession } from '../../../ground/session.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { idsOf } from '../../../ui/form/fields/picker-field.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PhonePreview } from '../../../ui/phone/phone-preview.tsx';
import { PlatformLimits } from '../limits.tsx';
import type { Moment } from './moment-list.tsx';
import { useMomentText } from './texts.ts';
import '../scrm.css';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function MomentForm() {
  const { id } = useParams();
  const form = useFormOf('scrm.moment');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} moment={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['moments', 'one', id],
    queryFn: async () => api('GET /api/admin/moments/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(moment) => <Editor form={form} moment={moment} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly moment: Moment | null };

function Editor({ form: { fields, initial: start }, moment }: EditorProps) {
  const t = useMomentText();
  const locked = useLocked(moment === null ? 'POST /api/admin/moments' : 'PUT /api/admin/moments/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...moment?.values }), [start, moment]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      moment === null
        ? await api('POST /api/admin/moments', { body })
        : await api('PUT /api/admin/moments/:id', { params: { id: moment.id }, body, revision: moment.revision });
    await queries.invalidateQueries({ queryKey: ['moments'] });
    await navigate(`/moments/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        moment === null ? { to: '/moments', label: t('title') } : { to: `/moments/${moment.id}`, label: moment.name }
      }
      title={moment === null ? t('new') : moment.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <FeedPreview values={values} />
          <FormPreview name="scrm.moment" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_who')}>
        <FormFields fields={fields} only={['name', 'staff', 'tags']} />
      </FormSection>
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['text', 'card', 'product', 'title', 'goods']} />
      </FormSection>
      <FormSection title={t('section_how')}>
        <FormFields fields={fields} only={['waitDays', 'within']} />
      </FormSection>
      <FormSection title={t('limits')}>
        <Limits />
      </FormSection>
    </FormPage>
  );
}

function Limits() {
  const query = useQuery({
    queryKey: ['moment-limits'],
    queryFn: async () => api('GET /api/admin/moment-limits'),
  });
  return <Loaded query={query}>{({ limits }) => <PlatformLimits limits={limits} />}</Loaded>;
}

/** The feed as she finds it, as it is being typed. */
function FeedPreview({ values }: { readonly values: Draft }) {
  const t = useMomentText();
  const shop = useSession()?.shop.name ?? '';
  const text = typeof values.text === 'string' ? values.text.trim() : '';
  return (
    <PhonePreview title={t('preview_title')}>
      <div className="hs-moment">
        <span className="hs-moment-face" aria-hidden="true" />
        <div>
          <strong>
            {t('preview_staff')} @{shop}
          </strong>
          {text !== '' && <p>{text}</p>}
          {values.card === 'pictures' && (
            <div className="hs-moment-pictures" aria-hidden="true">
              {idsOf(values.goods).map((id) => (
                <span key={id} />
              ))}
            </div>
          )}
          {(values.card === 'product' || values.card === 'home') && (
            <div className="hs-moment-link">
              <span aria-hidden="true" />
              {typeof values.title === 'string' && values.title !== '' ? values.title : shop}
            </div>
          )}
          <small>{t('now')}</small>
        </div>
      </div>
    </PhonePreview>
  );
}
