import { words } from '@huoshui/contracts/words';
import { role as roleWords } from '@huoshui/contracts/words/operators';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { NumberRule } from '../../ui/form/number-input.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { useWords } from '../../ui/words.ts';
import { useAccountText } from './account-texts.ts';

const graceRule: NumberRule = {
  kind: 'count',
  label: words('宽限天数', 'Days of grace'),
  min: 0,
  max: 30,
  unit: words('天', 'days'),
};

type Demand = Answer<'GET /api/admin/settings/second-factor'>;
type DemandValues = BodyOf<'PUT /api/admin/settings/second-factor'>;

/** Of which roles a second step is asked, and how many accounts have none yet. */
export function DemandDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['second-factor-demand'],
    queryFn: async () => api('GET /api/admin/settings/second-factor'),
  });
  if (data !== undefined) return <Editor demand={data} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ demand, onClose }: { readonly demand: Demand; readonly onClose: () => void }) {
  const t = useAccountText();
  const say = useWords();
  const { revision, graceDays, accounts } = demand;
  const asked = demand.roles.join();
  const initial = useMemo<DemandValues>(
    () => ({ roles: accounts.map(({ role }) => role).filter((role) => asked.split(',').includes(role)), graceDays }),
    [accounts, asked, graceDays],
  );
  return (
    <FormDialog<DemandValues>
      width={520}
      title={t('demand_title')}
      initial={initial}
      onSave={async (body) => api('PUT /api/admin/settings/second-factor', { body, revision })}
      changed={['second-factor-demand']}
      done={t('demand_saved')}
      onClose={onClose}
    >
      <Form.Item name="roles" label={t('demand_roles')}>
        <Checkbox.Group
          style={{ flexDirection: 'column', gap: 4 }}
          options={accounts.map(({ role, all, without }) => ({
            value: role,
            label: t('demand_role', { role: say(roleWords[role]), all, without }),
          }))}
        />
      </Form.Item>
      <NumberItem name="graceDays" of={graceRule} extra={t('demand_grace_hint')} />
    </FormDialog>
  );
}
