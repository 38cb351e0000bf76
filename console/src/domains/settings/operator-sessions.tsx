import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useAccountText } from './account-texts.ts';
import type { Operator } from './operator-dialog.tsx';
import { SessionTable } from './session-table.tsx';

/** Where somebody else is signed in, for whoever manages accounts. */
export function OperatorSessions({ operator, onClose }: { readonly operator: Operator; readonly onClose: () => void }) {
  const t = useAccountText();
  const { id, name } = operator;
  const query = useQuery({
    queryKey: ['operator-sessions', id],
    queryFn: async () => api('GET /api/admin/operators/:id/sessions', { params: { id } }),
  });
  const { busy, act } = useAct(['operator-sessions']);
  const end = async (session: string) =>
    act(async () => api('DELETE /api/admin/operators/:id/sessions/:session', { params: { id, session } }), t('ended'));
  const any = (query.data?.items.length ?? 0) > 0;
  return (
    <Modal
      open
      width={860}
      title={t('sessions_of', { name })}
      onCancel={onClose}
      footer={any ? <EndAll operator={operator} /> : null}
    >
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <SessionTable
            sessions={items}
            acts={(session) => (
              <May call="DELETE /api/admin/operators/:id/sessions/:session">
                <Button size="small" type="link" loading={busy} onClick={() => void end(session.id)}>
                  {t('end')}
                </Button>
              </May>
            )}
          />
        )}
      </Loaded>
    </Modal>
  );
}

function EndAll({ operator: { id, name } }: { readonly operator: Operator }) {
  const t = useAccountText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['operator-sessions']);
  const endAll = async () => {
    const ok = await confirm({
      title: t('end_all_title', { name }),
      body: t('end_all_body'),
      ok: t('end_all'),
      danger: true,
    });
    if (ok) await act(async () => api('DELETE /api/admin/operators/:id/sessions', { params: { id } }), t('ended'));
  };
  return (
    <May call="DELETE /api/admin/operators/:id/sessions">
      <Button danger loading={busy} onClick={() => void endAll()}>
        {t('end_all')}
      </Button>
    </May>
  );
}
