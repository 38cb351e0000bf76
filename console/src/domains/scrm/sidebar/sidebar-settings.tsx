import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { QuotedCode } from '../../../ui/quoted-code.tsx';
import { useSidebarText } from './texts.ts';

type Settings = Answer<'GET /api/admin/settings/sidebar'>;
type Fields = Answer<'GET /api/admin/forms/:name'>['fields'];

const KEY = ['sidebar-settings'];

export function SidebarSettings() {
  const query = useQuery({ queryKey: KEY, queryFn: async () => api('GET /api/admin/settings/sidebar') });
  const form = useFormOf('scrm.sidebar');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

function Editor({ settings, fields }: { readonly settings: Settings; readonly fields: Fields }) {
  const t = useSidebarText();
  const locked = useLocked('PUT /api/admin/settings/sidebar');
  const queries = useQueryClient();
  const { revision } = settings;
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...values } = settings;
    return values;
  }, [settings]);
  return (
    <FormPage<Draft>
      title={t('title')}
      purpose={t('purpose')}
      initial={initial}
      onSave={async (values) => {
        await api('PUT /api/admin/settings/sidebar', { body: { ...values }, revision });
        await queries.invalidateQueries({ queryKey: KEY });
      }}
      locked={locked}
      preview={(values) => (
        <>
          <FormPreview name="scrm.sidebar" values={values} title={t('in_words')} />
          <Panel title={t('page')}>
            <QuotedCode code={`${location.origin}/sidebar`} />
            <p className="hs-soft">{t('page_hint')}</p>
          </Panel>
        </>
      )}
    >
      <FormSection title={t('give')}>
        <FormFields fields={fields} only={['coupons', 'couponsPerDay']} disabled={locked !== null} />
      </FormSection>
      <FormSection title={t('escalation')}>
        <FormFields fields={fields} only={['managers', 'escalateHours']} disabled={locked !== null} />
      </FormSection>
      <FormSection title={t('counts')}>
        <FormFields fields={fields} only={['orderWithinDays']} disabled={locked !== null} />
      </FormSection>
    </FormPage>
  );
}
