import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { useWords } from '../../ui/words.ts';
import { RehearseButton } from '../rehearsals/index.ts';
import { DryRun } from './dry-run.tsx';
import { type Playbook, usePlaybooks } from './playbook-gallery.tsx';
import { SettingsPreview } from './settings-preview.tsx';
import { asksFirst, startingValues } from './starting-values.ts';
import { useJourneyText } from './texts.ts';

export function PlaybookForm() {
  const { key } = useParams();
  const coupons = useQuery({
    queryKey: ['coupons', 'active'],
    queryFn: async () => api('GET /api/admin/coupons', { query: { state: 'active', limit: 200 } }),
  });
  return (
    <Loaded query={usePlaybooks()}>
      {({ items }) => {
        const playbook = items.find((item) => item.key === key);
        if (playbook === undefined) return <PageError />;
        return <Loaded query={coupons}>{(active) => <Editor playbook={playbook} coupons={active.items} />}</Loaded>;
      }}
    </Loaded>
  );
}

type Coupon = Answer<'GET /api/admin/coupons'>['items'][number];

function Editor({ playbook, coupons }: { readonly playbook: Playbook; readonly coupons: readonly Coupon[] }) {
  const t = useJourneyText();
  const say = useWords();
  const locked = useLocked('POST /api/admin/playbooks/:key/journey');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => startingValues(playbook, coupons), [playbook, coupons]);
  const switchOn = async (values: Draft) => {
    const journey = await api('POST /api/admin/playbooks/:key/journey', {
      params: { key: playbook.key },
      body: { values: { ...values }, name: say(playbook.name) },
    });
    await Promise.all(['playbooks', 'journeys'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })));
    await navigate(`/journeys/${journey.id}`);
  };
  return (
    <FormPage<Draft>
      back={{ to: '/playbooks', label: t('playbooks_title') }}
      title={say(playbook.name)}
      purpose={say(playbook.promise)}
      initial={initial}
      onSave={switchOn}
      saveLabel={t('switch_on')}
      locked={locked}
      consequence={() => t('on_consequence')}
      preview={(values) => <SettingsPreview playbook={playbook.key} values={values} />}
    >
      <FormSection
        title={t('form_values')}
        purpose={t(asksFirst(playbook.fields, initial) ? 'form_purpose_blank' : 'form_purpose')}
      >
        <FormFields fields={playbook.fields} />
      </FormSection>
      <DryRun playbookKey={playbook.key} />
      <Rehearse playbook={playbook} />
    </FormPage>
  );
}

/** Some weeks of it with simulated shoppers, by the values as they stand in the form. */
function Rehearse({ playbook }: { readonly playbook: Playbook }) {
  const t = useJourneyText();
  const say = useWords();
  const form = Form.useFormInstance();
  return (
    <FormSection title={t('rehearse_title')} purpose={t('rehearse_purpose')}>
      <RehearseButton
        subject={{ playbook: playbook.key, values: () => form.getFieldsValue(true) }}
        name={say(playbook.name)}
      />
    </FormSection>
  );
}
