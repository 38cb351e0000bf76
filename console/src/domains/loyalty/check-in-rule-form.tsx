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
import { useLoyaltyText } from './texts.ts';

const key = ['check-in-rule'];

export function CheckInRuleForm() {
  const query = useQuery({ queryKey: key, queryFn: async () => api('GET /api/admin/settings/check-in') });
  const form = useFormOf('loyalty.check_in_rule');
  return (
    <Loaded query={query}>
      {(rule) => <Loaded query={form}>{({ fields }) => <Editor rule={rule} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = {
  readonly rule: Answer<'GET /api/admin/settings/check-in'>;
  readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'];
};

function Editor({ rule, fields }: EditorProps) {
  const t = useLoyaltyText();
  const locked = useLocked('PUT /api/admin/settings/check-in');
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...values } = rule;
    return values;
  }, [rule]);
  return (
    <FormPage<Draft>
      title={t('check_in_rule_title')}
      purpose={t('check_in_rule_purpose')}
      initial={initial}
      onSave={async (body) => {
        const saved = await api('PUT /api/admin/settings/check-in', { body: { ...body }, revision: rule.revision });
        queries.setQueryData(key, saved);
      }}
      locked={locked}
      preview={(values) => <FormPreview name="loyalty.check_in_rule" values={values} />}
    >
      <FormSection title={t('check_in_rule_section')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}
