import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber } from 'antd';
import { useMemo, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { LifecycleSentences, type Rules } from './lifecycle-sentences.tsx';
import { useAudienceText } from './texts.ts';

type Settings = Answer<'GET /api/admin/settings/lifecycle'>;

export function LifecycleRules() {
  const query = useQuery({
    queryKey: ['lifecycle-rules'],
    queryFn: async () => api('GET /api/admin/settings/lifecycle'),
  });
  return <Loaded query={query}>{(settings) => <Editor settings={settings} />}</Loaded>;
}

function Editor({ settings }: { readonly settings: Settings }) {
  const t = useAudienceText();
  const shared = useSharedText();
  const can = useCan();
  const queries = useQueryClient();
  const [taken, setTaken] = useState<Rules | null>(null);
  const initial = useMemo<Rules>(() => {
    const { suggestion: _, ...rules } = settings;
    return taken ?? rules;
  }, [settings, taken]);
  const { suggestion } = settings;
  return (
    <FormPage<Rules>
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      initial={initial}
      onSave={async (body) => {
        await api('PUT /api/admin/settings/lifecycle', { body });
        await Promise.all(
          ['lifecycle-rules', 'lifecycle'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })),
        );
        setTaken(null);
      }}
      locked={can('audiences.write') ? null : shared('no_permission', { permission: 'audiences.write' })}
      preview={(rules) => <InWords rules={rules} />}
    >
      {suggestion !== null && (
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
      <RuleFields />
    </FormPage>
  );
}

function InWords({ rules }: { readonly rules: Rules }) {
  const t = useAudienceText();
  return (
    <Panel title={t('in_words')}>
      <LifecycleSentences rules={rules} />
      <p className="hs-soft">
        {t('example', {
          interval: rules.defaultInterval,
          declining: Math.round(rules.defaultInterval * rules.decliningFactor),
          lost: Math.round(rules.defaultInterval * rules.lostFactor),
        })}
      </p>
    </Panel>
  );
}

/** A field that must be more than another one. */
const above = (other: keyof Rules, message: string) => ({
  dependencies: [other],
  rules: [
    { required: true },
    ({ getFieldValue }: { readonly getFieldValue: (name: string) => unknown }) => ({
      validator: async (_: unknown, value: number | null) => {
        const floor: unknown = getFieldValue(other);
        if (typeof floor === 'number' && value !== null && value <= floor) throw new Error(message);
      },
    }),
  ],
});

function RuleFields() {
  const t = useAudienceText();
  const within = {
    dependencies: ['minInterval', 'maxInterval'],
    rules: [
      { required: true },
      ({ getFieldValue }: { readonly getFieldValue: (name: string) => unknown }) => ({
        validator: async (_: unknown, value: number | null) => {
          const [low, high] = [Number(getFieldValue('minInterval')), Number(getFieldValue('maxInterval'))];
          if (value !== null && (value < low || value > high)) throw new Error(t('between_bounds'));
        },
      }),
    ],
  };
  return (
    <>
      <FormSection title={t('rules_orders')} purpose={t('rules_orders_purpose')}>
        <div className="hs-inline" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item name="growingOrders" label={t('f_growing')} rules={[{ required: true }]}>
            <InputNumber min={2} max={20} precision={0} suffix={t('unit_orders')} style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name="matureOrders" label={t('f_mature')} {...above('growingOrders', t('above_growing'))}>
            <InputNumber min={3} max={100} precision={0} suffix={t('unit_orders')} style={{ width: 150 }} />
          </Form.Item>
        </div>
      </FormSection>
      <FormSection title={t('rules_silence')} purpose={t('rules_silence_purpose')}>
        <div className="hs-inline" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item name="decliningFactor" label={t('f_declining')} rules={[{ required: true }]}>
            <InputNumber min={1} max={10} step={0.5} suffix={t('unit_times')} style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name="lostFactor" label={t('f_lost')} {...above('decliningFactor', t('above_declining'))}>
            <InputNumber min={1.5} max={30} step={0.5} suffix={t('unit_times')} style={{ width: 150 }} />
          </Form.Item>
        </div>
      </FormSection>
      <FormSection title={t('rules_rhythm')} purpose={t('rules_rhythm_purpose')}>
        <div className="hs-inline" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item name="minInterval" label={t('f_min')} rules={[{ required: true }]}>
            <InputNumber min={1} max={365} precision={0} suffix={t('unit_days')} style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name="defaultInterval" label={t('f_default')} {...within}>
            <InputNumber min={1} max={365} precision={0} suffix={t('unit_days')} style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name="maxInterval" label={t('f_max')} rules={[{ required: true }]}>
            <InputNumber min={1} max={730} precision={0} suffix={t('unit_days')} style={{ width: 150 }} />
          </Form.Item>
        </div>
      </FormSection>
    </>
  );
}
