import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { LifecycleSentences, type Rules } from './lifecycle-sentences.tsx';
import { useAudienceText } from './texts.ts';
import { type Apply, undecidedOf, useApply } from './use-apply.tsx';

type Settings = Answer<'GET /api/admin/settings/lifecycle'>;

export function LifecycleRules() {
  const query = useQuery({
    queryKey: ['lifecycle-rules'],
    queryFn: async () => api('GET /api/admin/settings/lifecycle'),
  });
  const form = useFormOf('audiences.lifecycle');
  return (
    <Loaded query={query}>
      {(settings) => <Loaded query={form}>{({ fields }) => <Editor settings={settings} fields={fields} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = { readonly settings: Settings; readonly fields: Answer<'GET /api/admin/forms/:name'>['fields'] };

function Editor({ settings, fields }: EditorProps) {
  const t = useAudienceText();
  const locked = useLocked('PUT /api/admin/settings/lifecycle');
  const queries = useQueryClient();
  const [taken, setTaken] = useState<Rules | null>(null);
  const initial = useMemo<Rules>(() => {
    const { suggestion: _, revision: __, ...rules } = settings;
    return taken ?? rules;
  }, [settings, taken]);
  const { suggestion } = settings;
  const ask = useApply();
  const put = async (body: Rules, apply?: Apply) =>
    api('PUT /api/admin/settings/lifecycle', { query: apply ? { apply } : {}, body, revision: settings.revision });
  const save = async (body: Rules) => {
    try {
      return await put(body);
    } catch (error) {
      const undecided = undecidedOf(error);
      const apply = undecided && (await ask(undecided));
      if (!apply) throw error;
      return put(body, apply);
    }
  };
  return (
    <FormPage<Rules>
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      initial={initial}
      onSave={async (body) => {
        await save(body);
        await Promise.all(
          ['lifecycle-rules', 'lifecycle'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })),
        );
        setTaken(null);
      }}
      locked={locked}
      preview={(rules) => <FormPreview name="audiences.lifecycle" values={rules} title={t('in_words')} />}
    >
      {suggestion !== null && locked === null && (
        <Alert
          type="info"
          title={t('suggestion')}
          description={<LifecycleSentences rules={suggestion} />}
          action={
            <Button size="small" onClick={() => setTaken({ ...suggestion })}>
              {t('suggestion_use')}
            </Button>
          }
        />
      )}
      <FormSection title={t('rules_orders')} purpose={t('rules_orders_purpose')}>
        <FormFields fields={fields} only={['growingOrders', 'matureOrders']} />
      </FormSection>
      <FormSection title={t('rules_silence')} purpose={t('rules_silence_purpose')}>
        <FormFields fields={fields} only={['decliningFactor', 'lostFactor']} />
      </FormSection>
      <FormSection title={t('rules_rhythm')} purpose={t('rules_rhythm_purpose')}>
        <FormFields fields={fields} only={['minInterval', 'defaultInterval', 'maxInterval']} />
      </FormSection>
    </FormPage>
  );
}
