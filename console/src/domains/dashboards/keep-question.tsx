import { StarOutlined } from '@ant-design/icons';
import type { Draft } from '@huoshui/contracts/form';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { daysBetween, shanghaiDay } from '../../ui/calendar.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { now } from '../../ui/now.ts';
import { useDashboardText } from './texts.ts';

type Kept = {
  readonly report: string;
  /** The values of the report's form. */
  readonly values: Draft;
  /** What it is called unless she says otherwise. */
  readonly name: string;
};

/**
 * Keeps what a report was asked under a name, and pins it to a dashboard at once where she says so. `kit`: a page whose address holds the
 * values of the form; of any other the days are `range`.
 */
export function KeepQuestion({ kept, kit = false }: { readonly kept: Kept | null; readonly kit?: boolean }) {
  const t = useDashboardText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/questions">
      <Button icon={<StarOutlined />} disabled={kept === null} onClick={() => setOpen(true)}>
        {t('keep')}
      </Button>
      {open && kept && <KeepDialog kept={kept} kit={kit} onClose={() => setOpen(false)} />}
    </May>
  );
}

const NONE = 'none';
const NEW = 'new';
type Values = { name: string; moving: boolean; shared: boolean; dashboard: string };

type KeepDialogProps = { readonly kept: Kept; readonly kit: boolean; readonly onClose: () => void };

function KeepDialog({ kept, kit, onClose }: KeepDialogProps) {
  const t = useDashboardText();
  const { pathname, search } = useLocation();
  const days = useMemo(() => daysOf(kept.values), [kept]);
  const { data } = useQuery({
    queryKey: ['dashboards', 'mine'],
    queryFn: async () => api('GET /api/admin/dashboards', { query: { limit: 200 } }),
  });
  const mine = (data?.items ?? []).filter(({ mine }) => mine);
  const [initial] = useState<Values>({
    name: kept.name.slice(0, 40),
    moving: days?.endsToday ?? false,
    shared: false,
    dashboard: NONE,
  });
  const save = async ({ name, moving, shared, dashboard }: Values) => {
    const { report, values } = kept;
    const address = addressOf(pathname, kit ? '' : search, values, kit);
    const lastDays = moving && days ? days.count : null;
    const question = await api('POST /api/admin/questions', {
      body: { name, report, values: { ...values }, address, lastDays, shared },
    });
    if (dashboard === NONE) return;
    const id =
      dashboard === NEW
        ? (await api('POST /api/admin/dashboards', { body: { name: t('my_dashboard'), shared: false } })).id
        : dashboard;
    await api('PUT /api/admin/dashboards/:id/tiles', {
      params: { id },
      body: { questionId: question.id },
      revision: undefined,
    });
  };
  return (
    <FormDialog<Values>
      title={t('keep_title')}
      width={460}
      initial={initial}
      onSave={save}
      changed={['questions', 'dashboards', 'dashboard']}
      done={t('kept')}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('name_missing') }]}
      >
        <Input maxLength={40} autoFocus />
      </Form.Item>
      {days && (
        <Form.Item name="moving" label={t('days')}>
          <Radio.Group
            aria-label={t('days')}
            options={[
              { value: true, label: t('days_moving', { days: days.count }) },
              { value: false, label: t('days_fixed') },
            ]}
          />
        </Form.Item>
      )}
      <May call="PUT /api/admin/dashboards/:id/tiles">
        <Form.Item name="dashboard" label={t('pin_to')}>
          <Select
            options={[
              { value: NONE, label: t('pin_none') },
              ...mine.map(({ id, name }) => ({ value: id, label: name })),
              { value: NEW, label: t('pin_new', { name: t('my_dashboard') }) },
            ]}
          />
        </Form.Item>
      </May>
      <Form.Item name="shared" valuePropName="checked">
        <Checkbox>{t('for_all')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

/** The page with all that it is asked, also what it begins with by itself. */
function addressOf(pathname: string, search: string, values: Draft, kit: boolean): string {
  const params = new URLSearchParams(search);
  const days = Object.values(values)
    .map(rangeOf)
    .find((range) => range !== null);
  if (kit) params.set('values', JSON.stringify(values));
  else if (days) params.set('range', `${days.from}..${days.to}`);
  return `${pathname}?${params}`;
}

function rangeOf(value: unknown): { readonly from: string; readonly to: string } | null {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return null;
  const { from, to } = value;
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}

/** How many days the question is about, and whether they end with today; null where it is about none. */
function daysOf(values: Draft): { readonly count: number; readonly endsToday: boolean } | null {
  const range = Object.values(values)
    .map(rangeOf)
    .find((one) => one !== null);
  if (!range) return null;
  return { count: Math.min(1100, daysBetween(range.from, range.to)), endsToday: range.to === shanghaiDay(now()) };
}
