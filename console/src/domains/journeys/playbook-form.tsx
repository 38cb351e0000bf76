import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { MinuteInput } from '../../ui/form/minute-input.tsx';
import { MoneyInput } from '../../ui/form/money-input.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { DryRun } from './dry-run.tsx';
import { type Playbook, PlaybookSteps, usePlaybooks } from './playbook-gallery.tsx';
import { useJourneyText } from './texts.ts';

export type PlaybookValues = Readonly<Record<string, number | string>>;
type Field = Playbook['form'][number];

export function PlaybookForm() {
  const { key } = useParams();
  const coupons = useActiveCoupons();
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

function useActiveCoupons() {
  return useQuery({
    queryKey: ['coupons', 'active'],
    queryFn: async () => api('GET /api/admin/coupons', { query: { state: 'active', limit: 200 } }),
  });
}

/** A coupon that the playbook does not name is preset to the newest one made for giving: one click is then enough. */
function initialValues(playbook: Playbook, coupons: readonly Coupon[]): PlaybookValues {
  const preset = (coupons.find((coupon) => coupon.channel === 'grant') ?? coupons[0])?.id ?? '';
  return Object.fromEntries(
    playbook.form.map((field) => [field.key, field.kind === 'coupon' && field.value === '' ? preset : field.value]),
  );
}

type Coupon = Answer<'GET /api/admin/coupons'>['items'][number];

function Editor({ playbook, coupons }: { readonly playbook: Playbook; readonly coupons: readonly Coupon[] }) {
  const t = useJourneyText();
  const shared = useSharedText();
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => initialValues(playbook, coupons), [playbook, coupons]);
  const switchOn = async (values: PlaybookValues) => {
    const journey = await api('POST /api/admin/playbooks/:key/journey', {
      params: { key: playbook.key },
      body: { values },
    });
    await Promise.all(['playbooks', 'journeys'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })));
    await navigate(`/journeys/${journey.id}`);
  };
  return (
    <FormPage<PlaybookValues>
      back={{ to: '/playbooks', label: t('playbooks_title') }}
      title={playbook.name}
      purpose={playbook.promise}
      initial={initial}
      onSave={switchOn}
      saveLabel={t('switch_on')}
      locked={can('journeys.write') ? null : shared('no_permission', { permission: 'journeys.write' })}
      consequence={() => t('on_consequence')}
      preview={() => (
        <Panel title={t('steps')}>
          <PlaybookSteps steps={playbook.steps} />
        </Panel>
      )}
    >
      <FormSection title={t('form_values')} purpose={t('form_purpose')}>
        {playbook.form.map((field) => (
          <PlaybookField key={field.key} field={field} />
        ))}
      </FormSection>
      <DryRun playbookKey={playbook.key} />
    </FormPage>
  );
}

function PlaybookField({ field }: { readonly field: Field }) {
  return (
    <Form.Item name={field.key} label={field.label} extra={field.help} rules={[{ required: true }]}>
      <FieldInput field={field} />
    </Form.Item>
  );
}

type FieldInputProps = {
  readonly field: Field;
  readonly id?: string;
  readonly value?: number | string;
  readonly onChange?: (value: number | string | null) => void;
};

function FieldInput({ field, id, value, onChange }: FieldInputProps) {
  const t = useJourneyText();
  const number = typeof value === 'number' ? value : null;
  const bounds = {
    ...(field.min === undefined ? {} : { min: field.min }),
    ...(field.max === undefined ? {} : { max: field.max }),
  };
  const wiring = { ...(id === undefined ? {} : { id }), ...(onChange === undefined ? {} : { onChange }) };
  switch (field.kind) {
    case 'days':
    case 'percent':
      return (
        <InputNumber<number>
          {...wiring}
          {...bounds}
          precision={0}
          value={number}
          suffix={field.kind === 'days' ? t('days') : '%'}
          style={{ width: 140 }}
        />
      );
    case 'fen':
      return <MoneyInput {...wiring} {...bounds} value={number} />;
    case 'minute_of_day':
      return <MinuteInput {...wiring} value={number} />;
    case 'coupon':
      return <CouponChoice {...wiring} value={typeof value === 'string' ? value : null} />;
  }
}

type CouponChoiceProps = {
  readonly id?: string;
  readonly value: string | null;
  readonly onChange?: (id: string | null) => void;
};

function CouponChoice({ id, value, onChange }: CouponChoiceProps) {
  const t = useJourneyText();
  const { data, isPending } = useActiveCoupons();
  const options = (data?.items ?? []).map((row) => ({ value: row.id, label: `${row.name} · ${row.sentence}` }));
  return (
    <>
      <Select
        {...(id === undefined ? {} : { id })}
        showSearch={{ optionFilterProp: 'label' }}
        loading={isPending}
        placeholder={t('coupon_hint')}
        options={options}
        // An empty text is "not chosen": shown as the placeholder, not as a blank choice.
        value={value || null}
        onChange={(chosen: string | null) => onChange?.(chosen)}
      />
      {data?.items.length === 0 && (
        <div className="hs-small hs-soft">
          {t('coupon_none')} <Link to="/coupons/new">{t('new_coupon')}</Link>
        </div>
      )}
    </>
  );
}
