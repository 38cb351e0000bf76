import { TrophyOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { formatTime } from '../../ui/calendar.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useLoyaltyText } from './texts.ts';

type Hers = { readonly memberId: string };

/** What she has, in a panel of her profile. */
export function PointsPanel({ memberId }: Hers) {
  const t = useLoyaltyText();
  const query = useQuery({
    queryKey: ['members', 'points', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/points', { params: { id: memberId } }),
  });
  return (
    <Panel title={t('points')}>
      <Loaded query={query} rows={2}>
        {({ usable, frozen, owed, expiring }) => (
          <Facts
            facts={[
              { label: t('usable'), value: formatCount(usable) },
              { label: t('frozen'), value: formatCount(frozen) },
              ...(owed > 0 ? [{ label: t('owed'), value: formatCount(owed) }] : []),
              ...(expiring === null
                ? []
                : [
                    {
                      label: t('expiring'),
                      value: t('expiring_value', {
                        points: formatCount(expiring.points),
                        time: formatTime(new Date(Date.parse(expiring.at) - 1).toISOString()).slice(0, 10),
                      }),
                    },
                  ]),
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

/** An operator gives points, or takes some. */
export function AdjustPoints({ memberId }: Hers) {
  const t = useLoyaltyText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/members/:id/points">
      <Button icon={<TrophyOutlined />} onClick={() => setOpen(true)}>
        {t('adjust')}
      </Button>
      {open && <AdjustDialog memberId={memberId} onClose={() => setOpen(false)} />}
    </May>
  );
}

type Adjustment = { readonly points: number | null; readonly reason: string; readonly said: string };
const pointsField = {
  label: words('积分', 'Points'),
  kind: 'count',
  min: -1_000_000,
  max: 1_000_000,
} as const;
const nothing: Adjustment = { points: null, reason: '', said: '' };

function AdjustDialog({ memberId, onClose }: Hers & { readonly onClose: () => void }) {
  const t = useLoyaltyText();
  return (
    <FormDialog<Adjustment>
      title={t('adjust_title')}
      width={420}
      initial={nothing}
      onSave={async ({ points, reason, said }) =>
        api('POST /api/admin/members/:id/points', {
          params: { id: memberId },
          body: { points: points ?? 0, reason: reason.trim(), said: said.trim() },
        })
      }
      changed={['members', 'points']}
      done={t('adjusted')}
      onClose={onClose}
    >
      <NumberItem name="points" of={pointsField} extra={t('adjust_points_hint')} autoFocus />
      <Form.Item name="reason" label={t('adjust_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input />
      </Form.Item>
      <Form.Item name="said" label={t('adjust_said')} rules={[{ max: 30 }]}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}
