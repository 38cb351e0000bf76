import { MergeOutlined } from '@ant-design/icons';
import { mergeCause } from '@huoshui/contracts/words/members';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWords } from '../../ui/words.ts';
import type { Member } from './member-page.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { useMemberText } from './texts.ts';

type Merge = Answer<'GET /api/admin/members/:id/merges'>['items'][number];

function useMerges(memberId: string) {
  return useQuery({
    queryKey: ['members', 'merges', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/merges', { params: { id: memberId } }),
  });
}

export function MergeButton({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const [open, setOpen] = useState(false);
  const { data } = useMerges(member.id);
  return (
    <May call="POST /api/admin/members/:id/merges">
      <Button icon={<MergeOutlined />} disabled={!data} onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      {open && data && <MergeDialog member={member} candidates={data.candidates} onClose={() => setOpen(false)} />}
    </May>
  );
}

/** Who may be the same person, and which records were joined with hers. Absent where there is neither. */
export function MemberMerges({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const say = useWords();
  const { data } = useMerges(member.id);
  if (!data || (data.items.length === 0 && data.candidates.length === 0)) return null;
  return (
    <Panel title={t('merges')}>
      <div className="hs-stack" style={{ gap: 10 }}>
        {data.candidates.map(({ id, nickname, why }) => (
          <span key={id}>
            {t('maybe_same')} <Link to={`/members/${id}`}>{nickname}</Link>
            <span className="hs-faint"> · {say(why)}</span>
          </span>
        ))}
        {data.items.map((merge) => (
          <MergeLine key={merge.id} merge={merge} memberId={member.id} />
        ))}
      </div>
    </Panel>
  );
}

function MergeLine({ merge, memberId }: { readonly merge: Merge; readonly memberId: string }) {
  const t = useMemberText();
  const say = useWords();
  const [open, setOpen] = useState(false);
  const other = merge.joined.id === memberId ? merge.kept : merge.joined;
  const why = [say(mergeCause[merge.cause]), merge.by, merge.reason].filter((part) => part !== '').join(' · ');
  return (
    <div className="hs-two-lines">
      <span className="hs-inline">
        <Time at={merge.at} />
        {merge.undone ? <Link to={`/members/${other.id}`}>{other.nickname}</Link> : <span>{other.nickname}</span>}
        {merge.undoable && (
          <May call="POST /api/admin/member-merges/:id/reversal">
            <Button size="small" onClick={() => setOpen(true)}>
              {t('unmerge')}
            </Button>
          </May>
        )}
      </span>
      <span className="hs-faint hs-small">{why}</span>
      {merge.undone && (
        <span className="hs-faint hs-small">
          {t('unmerged_at')} <Time at={merge.undone.at} /> · {merge.undone.by} · {merge.undone.reason}
        </span>
      )}
      {open && <UnmergeDialog merge={merge} onClose={() => setOpen(false)} />}
    </div>
  );
}

type Reasoned = { readonly reason: string };
const noReason: Reasoned = { reason: '' };

function UnmergeDialog({ merge, onClose }: { readonly merge: Merge; readonly onClose: () => void }) {
  const t = useMemberText();
  return (
    <FormDialog<Reasoned>
      title={t('unmerge_title', { name: merge.joined.nickname })}
      okText={t('unmerge')}
      danger
      width={460}
      initial={noReason}
      onSave={async ({ reason }) =>
        api('POST /api/admin/member-merges/:id/reversal', { params: { id: merge.id }, body: { reason: reason.trim() } })
      }
      changed={['members', 'orders', 'coupons', 'grants', 'outbound', 'journeys']}
      done={t('unmerged')}
      onClose={onClose}
    >
      <p>{t('unmerge_what')}</p>
      <Form.Item name="reason" label={t('merge_reason')} rules={[{ required: true, whitespace: true, max: 100 }]}>
        <Input placeholder={t('unmerge_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}
