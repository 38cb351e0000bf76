import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, InputNumber, Switch } from 'antd';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { MinuteInput } from '../../ui/form/minute-input.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { type GovernanceRules, governanceSentences } from './governance-sentence.ts';
import { useMessagingText } from './texts.ts';

export function Governance() {
  const query = useQuery({ queryKey: ['governance'], queryFn: async () => api('GET /api/admin/settings/governance') });
  return <Loaded query={query}>{(rules) => <Editor rules={rules} />}</Loaded>;
}

function Editor({ rules }: { readonly rules: GovernanceRules }) {
  const t = useMessagingText();
  const shared = useSharedText();
  const can = useCan();
  const queries = useQueryClient();
  return (
    <FormPage<GovernanceRules>
      title={t('governance_title')}
      purpose={t('governance_purpose')}
      initial={rules}
      onSave={async (body) => {
        const saved = await api('PUT /api/admin/settings/governance', { body });
        queries.setQueryData(['governance'], saved);
      }}
      locked={can('messaging.write') ? null : shared('no_permission', { permission: 'messaging.write' })}
      preview={(values) => (
        <Panel title={t('sentence_title')}>
          {governanceSentences(values, t).map((sentence) => (
            <p key={sentence} style={{ margin: '0 0 8px' }}>
              {sentence}
            </p>
          ))}
        </Panel>
      )}
    >
      <Caps />
      <FormSection title={t('quiet')} purpose={t('quiet_purpose')}>
        <Form.Item name={['quietHours', 'enabled']} label={t('quiet_on')} valuePropName="checked" layout="horizontal">
          <Switch />
        </Form.Item>
        <div className="hs-inline" style={{ gap: 24 }}>
          <Form.Item name={['quietHours', 'from']} label={t('quiet_from')} rules={[{ required: true }]}>
            <MinuteInput />
          </Form.Item>
          <Form.Item name={['quietHours', 'to']} label={t('quiet_to')} rules={[{ required: true }]}>
            <MinuteInput />
          </Form.Item>
        </div>
      </FormSection>
      <FormSection title={t('holdout_title')} purpose={t('holdout_purpose')}>
        <Form.Item name="globalHoldout" label={t('holdout_share')} rules={[{ required: true }]}>
          <InputNumber min={0} max={50} precision={0} suffix="%" style={{ width: 140 }} />
        </Form.Item>
      </FormSection>
      <FormSection title={t('rate_title')} purpose={t('rate_purpose')}>
        <Form.Item name="rate" rules={[{ required: true }]}>
          <InputNumber min={1} max={1000} precision={0} suffix={t('per_second')} style={{ width: 160 }} />
        </Form.Item>
      </FormSection>
    </FormPage>
  );
}

function Caps() {
  const t = useMessagingText();
  const atLeast = (lower: 'perDay' | 'perWeek', message: string) => ({
    dependencies: [lower],
    rules: [
      { required: true },
      ({ getFieldValue }: { readonly getFieldValue: (name: string) => unknown }) => ({
        validator: async (_: unknown, value: number | null) => {
          const floor: unknown = getFieldValue(lower);
          if (typeof floor === 'number' && (value ?? 0) < floor) throw new Error(message);
        },
      }),
    ],
  });
  return (
    <FormSection title={t('caps')} purpose={t('caps_purpose')}>
      <div className="hs-inline" style={{ gap: 24, alignItems: 'flex-start' }}>
        <Form.Item name="perDay" label={t('per_day')} rules={[{ required: true }]}>
          <InputNumber min={0} max={20} precision={0} suffix={t('pieces')} style={{ width: 150 }} />
        </Form.Item>
        <Form.Item name="perWeek" label={t('per_week')} {...atLeast('perDay', t('week_rule'))}>
          <InputNumber min={0} max={50} precision={0} suffix={t('pieces')} style={{ width: 150 }} />
        </Form.Item>
        <Form.Item name="perMonth" label={t('per_month')} {...atLeast('perWeek', t('month_rule'))}>
          <InputNumber min={0} max={100} precision={0} suffix={t('pieces')} style={{ width: 150 }} />
        </Form.Item>
      </div>
    </FormSection>
  );
}
