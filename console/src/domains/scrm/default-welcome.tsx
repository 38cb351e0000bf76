import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { lastDays } from '../../ui/report/day-range.ts';
import { useScrmText } from './texts.ts';
import { WelcomePreview } from './welcome-preview.tsx';
import { WelcomesSent } from './welcomes-sent.tsx';

type Settings = Answer<'GET /api/admin/settings/default-welcome'>;
type Fields = Answer<'GET /api/admin/forms/:name'>['fields'];

const KEY = ['default-welcome'];
const SHOWN_DAYS = 30;

/** What friends hear who came by no code of the shop. */
export function DefaultWelcome() {
  const query = useQuery({ queryKey: KEY, queryFn: async () => api('GET /api/admin/settings/default-welcome') });
  const form = useFormOf('scrm.default_welcome');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

function Editor({ settings, fields }: { readonly settings: Settings; readonly fields: Fields }) {
  const t = useScrmText();
  const locked = useLocked('PUT /api/admin/settings/default-welcome');
  const queries = useQueryClient();
  const { revision } = settings;
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...values } = settings;
    return values;
  }, [settings]);
  const figures = useQuery({
    queryKey: ['default-welcome-figures'],
    queryFn: async () => api('GET /api/admin/default-welcome/figures', { query: lastDays(SHOWN_DAYS) }),
  });
  return (
    <FormPage<Draft>
      title={t('default_title')}
      purpose={t('default_purpose')}
      initial={initial}
      onSave={async (values) => {
        await api('PUT /api/admin/settings/default-welcome', { body: { ...values }, revision });
        await queries.invalidateQueries({ queryKey: KEY });
      }}
      locked={locked}
      preview={(values) => (
        <>
          <WelcomePreview values={values} />
          <FormPreview name="scrm.default_welcome" values={values} />
          <Loaded query={figures}>{(told) => <WelcomesSent figures={told} />}</Loaded>
        </>
      )}
    >
      <FormSection title={t('section_welcome')}>
        <FormFields
          fields={fields}
          only={['on', 'welcome', 'welcomeBought', 'coupon', 'couponFor']}
          disabled={locked !== null}
        />
      </FormSection>
      <FormSection title={t('section_own')}>
        <FormFields fields={fields} only={['own']} disabled={locked !== null} />
      </FormSection>
    </FormPage>
  );
}
