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
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PhonePreview } from '../../../ui/phone/phone-preview.tsx';
import type { MassSend } from './mass-list.tsx';
import { useMassText } from './texts.ts';
import '../scrm.css';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function MassForm() {
  const { id } = useParams();
  const form = useFormOf('scrm.mass');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} mass={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['mass-sends', 'one', id],
    queryFn: async () => api('GET /api/admin/mass-sends/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(mass) => <Editor form={form} mass={mass} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly mass: MassSend | null };

function Editor({ form: { fields, initial: start }, mass }: EditorProps) {
  const t = useMassText();
  const locked = useLocked(mass === null ? 'POST /api/admin/mass-sends' : 'PUT /api/admin/mass-sends/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...mass?.values }), [start, mass]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      mass === null
        ? await api('POST /api/admin/mass-sends', { body })
        : await api('PUT /api/admin/mass-sends/:id', { params: { id: mass.id }, body, revision: mass.revision });
    await queries.invalidateQueries({ queryKey: ['mass-sends'] });
    await navigate(`/mass-sends/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        mass === null ? { to: '/mass-sends', label: t('title') } : { to: `/mass-sends/${mass.id}`, label: mass.name }
      }
      title={mass === null ? t('new') : mass.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <ChatPreview values={values} />
          <FormPreview name="scrm.mass" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_who')}>
        <FormFields fields={fields} only={['name', 'to', 'who', 'staff', 'sender']} />
      </FormSection>
      <FormSection title={t('section_what')}>
        <FormFields fields={fields} only={['text', 'card', 'coupon', 'product', 'title']} />
      </FormSection>
      <FormSection title={t('section_how')}>
        <FormFields fields={fields} only={['waitDays', 'reminders', 'within']} />
      </FormSection>
    </FormPage>
  );
}

/** The chat as she finds it, as it is being typed. */
function ChatPreview({ values }: { readonly values: Draft }) {
  const t = useMassText();
  const shop = useSession()?.shop.name ?? '';
  const text = typeof values.text === 'string' ? values.text.trim() : '';
  return (
    <PhonePreview title={`${t('chat_title')} @${shop}`}>
      <div className="hs-chat">
        {text !== '' && <p className="hs-chat-said">{text}</p>}
        {values.card !== 'none' && (
          <div className="hs-chat-card">
            <span className="hs-faint">{shop}</span>
            <strong>{typeof values.title === 'string' ? values.title : ''}</strong>
          </div>
        )}
      </div>
    </PhonePreview>
  );
}
