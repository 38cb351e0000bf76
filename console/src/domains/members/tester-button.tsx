import { Button } from 'antd';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import type { Member } from './member-page.tsx';
import { useMemberText } from './texts.ts';

/** Staff who try a journey out on their own phone: they get everything, and spoil no result. */
export function TesterButton({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['members']);
  const tester = !member.tester;
  const set = async () => {
    const ok = t(tester ? 'make_tester' : 'no_tester');
    if (!(await confirm({ title: ok, body: t(tester ? 'make_tester_hint' : 'no_tester_hint'), ok }))) return;
    const put = async () => api('PUT /api/admin/members/:id/tester', { params: { id: member.id }, body: { tester } });
    await act(put, t(tester ? 'made_tester' : 'made_no_tester'));
  };
  return (
    <May call="PUT /api/admin/members/:id/tester">
      <Button loading={busy} onClick={() => void set()}>
        {t(tester ? 'make_tester' : 'no_tester')}
      </Button>
    </May>
  );
}
