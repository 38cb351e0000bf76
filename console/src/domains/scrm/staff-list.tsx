import { words } from '@huoshui/contracts/words';
import { staffState } from '@huoshui/contracts/words/scrm';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { NumberRule } from '../../ui/form/number-input.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, percentColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';

type Staff = Answer<'GET /api/admin/staff'>['items'][number];
const tones: Readonly<Record<Staff['state'], Tone>> = {
  able: 'good',
  full: 'warn',
  barred: 'neutral',
  gone: 'neutral',
};
const capacityRule: NumberRule = {
  kind: 'count',
  label: words('好友上限', 'At most'),
  unit: words('人', 'people'),
  min: 0,
  max: 200_000,
};

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/staff', { query: { q, cursor, limit } });
}

/** Who of the corp can be added, and for how many there is still room. */
export function StaffList() {
  const t = useScrmText();
  const say = useWords();
  const may = useMay();
  const [editing, edit] = useState<Staff | null>(null);
  return (
    <>
      <List<Staff>
        name="scrm-staff"
        title={t('staff_title')}
        purpose={t('staff_purpose')}
        searchHint={t('staff_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={<ReadAgain />}
        onOpen={may('PUT /api/admin/staff/:id/capacity') ? edit : undefined}
        columns={[
          textColumn('name', t('staff_name'), (row) => row.name),
          textColumn('department', t('department'), (row) => row.department),
          stateColumn(
            'state',
            t('state'),
            (row) => say(staffState[row.state]),
            (row) => tones[row.state],
          ),
          countColumn('friends', t('friends'), (row) => row.friends),
          countColumn('capacity', t('capacity'), (row) => row.capacity),
          percentColumn('used', t('capacity_used'), (row) => (row.capacity === 0 ? null : row.friends / row.capacity)),
          textColumn('userid', t('staff_id'), (row) => row.id, { hidden: true }),
          timeColumn('seen', t('seen'), (row) => row.seenAt),
        ]}
        empty={{ title: t('staff_empty'), hint: t('staff_empty_hint') }}
      />
      {editing !== null && <CapacityDialog staff={editing} onClose={() => edit(null)} />}
    </>
  );
}

function ReadAgain() {
  const t = useScrmText();
  const { busy, act } = useAct(['scrm-staff', 'wecom']);
  return (
    <May call="POST /api/admin/wecom/reading">
      <Button loading={busy} onClick={() => void act(async () => api('POST /api/admin/wecom/reading'), t('reading'))}>
        {t('read_again')}
      </Button>
    </May>
  );
}

type DialogProps = { readonly staff: Staff; readonly onClose: () => void };

function CapacityDialog({ staff: { id, name, capacity, revision }, onClose }: DialogProps) {
  const t = useScrmText();
  return (
    <FormDialog<{ capacity: number | null }>
      width={420}
      title={t('capacity_of', { name })}
      initial={{ capacity }}
      onSave={async (values) =>
        api('PUT /api/admin/staff/:id/capacity', {
          params: { id },
          body: { capacity: values.capacity ?? 0 },
          revision,
        })
      }
      changed={['scrm-staff']}
      done={t('saved')}
      onClose={onClose}
    >
      <NumberItem name="capacity" of={capacityRule} extra={t('capacity_help')} autoFocus />
    </FormDialog>
  );
}
