import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { useInsightText } from './texts.ts';

type Settings = Answer<'GET /api/admin/settings/member-rules'>;
type Fields = Answer<'GET /api/admin/forms/:name'>['fields'];

const PREFERENCE = ['viewWeight', 'cartWeight', 'orderWeight', 'halfLifeDays', 'leastScore'];
const ACTIVITY = ['activeDays', 'frequentDays', 'quietDays', 'goneDays'];
const GRADE = ['gradeBy', 'gradeDays', 'gradeS', 'gradeA', 'gradeB'];

export function MemberRules() {
  const query = useQuery({
    queryKey: ['member-rules'],
    queryFn: async () => api('GET /api/admin/settings/member-rules'),
  });
  const form = useFormOf('audiences.member_rules');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

function Editor({ settings, fields }: { readonly settings: Settings; readonly fields: Fields }) {
  const t = useInsightText();
  const locked = useLocked('PUT /api/admin/settings/member-rules');
  const queries = useQueryClient();
  const { revision } = settings;
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...rules } = settings;
    return rules;
  }, [settings]);
  return (
    <FormPage<Draft>
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      initial={initial}
      onSave={async (values) => {
        await api('PUT /api/admin/settings/member-rules', { body: { ...values }, revision });
        await queries.invalidateQueries({ queryKey: ['member-rules'] });
      }}
      locked={locked}
      preview={(rules) => <FormPreview name="audiences.member_rules" values={rules} title={t('in_words')} />}
    >
      <FormSection title={t('preference')}>
        <FormFields fields={fields} only={PREFERENCE} disabled={locked !== null} />
      </FormSection>
      <FormSection title={t('activity')}>
        <FormFields fields={fields} only={ACTIVITY} disabled={locked !== null} />
      </FormSection>
      <FormSection title={t('grade')}>
        <FormFields fields={fields} only={GRADE} disabled={locked !== null} />
      </FormSection>
    </FormPage>
  );
}
