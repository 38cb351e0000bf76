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
import { useLevelsApply } from './use-levels-apply.tsx';

const key = ['growth-rule'];

export function GrowthRuleForm() {
  const query = useQuery({ queryKey: key, queryFn: async () => api('GET /api/admin/settings/growth') });
  const form = useFormOf('loyalty.growth_rule');
  return (
    <Loaded query={query}>
      {(rule) => <Loaded query={form}>{({ fields }) => <Editor rule={rule} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = {
  readonly rule: Answer<'GET /api/admin/settings/growth'>;
  readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'];
};

function Editor({ rule, fields }: EditorProps) {
  const t = useLoyaltyText();
  const locked = useLocked('PUT /api/admin/settings/growth');
  const queries = useQueryClient();
  const applying = useLevelsApply();
  const initial = useMemo<Draft>(() => {
    const { revision: _, ...values } = rule;
    return values;
  }, [rule]);
  return (
    <FormPage<Draft>
      title={t('growth_title')}
      purpose={t('growth_purpose')}
      initial={initial}
      onSave={async (body) => {
        const saved = await applying(async (query) =>
          api('PUT /api/admin/settings/growth', { query, body: { ...body }, revision: rule.revision }),
        );
        queries.setQueryData(key, saved);
      }}
      locked={locked}
      preview={(values) => <FormPreview name="loyalty.growth_rule" values={values} />}
    >
      <FormSection title={t('growth_section')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}
