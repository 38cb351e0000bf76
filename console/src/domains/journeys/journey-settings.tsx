import type { Draft } from '@huoshui/contracts/form';
import { underWay as underWayWords } from '@huoshui/contracts/words/journeys';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Radio, Space, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { useWords } from '../../ui/words.ts';
import { type Journey, JourneyStateTag } from './journey-state.tsx';
import { type Playbook, usePlaybooks } from './playbook-gallery.tsx';
import { SettingsPreview } from './settings-preview.tsx';
import { useJourneyText } from './texts.ts';

/** A journey that a playbook made, changed by the values of that playbook. */
export function JourneySettings() {
  const { id = '' } = useParams();
  const journey = useQuery({
    queryKey: ['journeys', 'one', id],
    queryFn: async () => api('GET /api/admin/journeys/:id', { params: { id } }),
  });
  return (
    <Loaded query={usePlaybooks()}>
      {({ items }) => (
        <Loaded query={journey}>
          {(found) => {
            const playbook = items.find(({ key }) => key === found.settings?.playbook);
            return playbook ? <Editor playbook={playbook} journey={found} /> : <PageError />;
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

type UnderWay = keyof typeof underWayWords;

function Editor({ playbook, journey }: { readonly playbook: Playbook; readonly journey: Journey }) {
  const t = useJourneyText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const locked = useLocked('PUT /api/admin/journeys/:id/settings');
  const [underWay, setUnderWay] = useState<UnderWay>('stay');
  const { id, name, state, version, active, revision } = journey;
  const values = JSON.stringify(journey.settings?.values);
  const initial = useMemo<Draft>(() => ({ ...playbook.initial, ...JSON.parse(values) }), [playbook, values]);
  const save = async (typed: Draft) => {
    await api('PUT /api/admin/journeys/:id/settings', {
      params: { id },
      body: { values: typed, ...(active > 0 ? { underWay } : {}) },
      revision,
    });
    await Promise.all(['playbooks', 'journeys'].map(async (key) => queries.invalidateQueries({ queryKey: [key] })));
    await navigate(`/journeys/${id}`);
  };
  return (
    <FormPage<Draft>
      back={{ to: `/journeys/${id}`, label: name }}
      title={t('settings_title', { name })}
      purpose={t(state === 'draft' ? 'settings_of_draft' : 'settings_of_running', { version: version + 1 })}
      state={<JourneyStateTag state={state} />}
      initial={initial}
      onSave={save}
      locked={state === 'ended' ? t('ended_locked') : locked}
      preview={({ revision: _, ...typed }) => <SettingsPreview playbook={playbook.key} journeyId={id} values={typed} />}
    >
      <FormSection title={t('form_values')}>
        <FormFields fields={playbook.fields} />
      </FormSection>
      {active > 0 && <UnderWayChoice count={active} value={underWay} onChange={setUnderWay} />}
    </FormPage>
  );
}

type ChoiceProps = { readonly count: number; readonly value: UnderWay; readonly onChange: (value: UnderWay) => void };

function UnderWayChoice({ count, value, onChange }: ChoiceProps) {
  const t = useJourneyText();
  const say = useWords();
  return (
    <FormSection title={t('under_way_title', { count: formatCount(count) })} purpose={t('under_way_purpose')}>
      <Form.Item style={{ marginBottom: 0 }}>
        <Radio.Group
          className="hs-two-line-choice"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-label={t('under_way_label')}
        >
          <Space orientation="vertical">
            {(['stay', 'follow'] as const).map((one) => (
              <Radio key={one} value={one}>
                {say(underWayWords[one])}
                <Typography.Paragraph type="secondary" style={{ marginBottom: 0 }}>
                  {t(`under_way_${one}`)}
                </Typography.Paragraph>
              </Radio>
            ))}
          </Space>
        </Radio.Group>
      </Form.Item>
    </FormSection>
  );
}
