import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { tagSource } from '@huoshui/contracts/words/members';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Form, Input, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Member } from './member-page.tsx';
import { useMemberText } from './texts.ts';

/** Tags with where they came from; each says its reason on hover. */
export function MemberTags({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const say = useWords();
  const confirm = useConfirm();
  const { act } = useAct(['members', 'tags']);
  const [adding, setAdding] = useState(false);
  const remove = async (name: string) => {
    const sure = await confirm({
      title: t('tag_remove_title', { name }),
      body: t('tag_remove_body'),
      ok: t('tag_remove'),
      danger: true,
    });
    if (sure)
      await act(
        async () => api('DELETE /api/admin/members/:id/tags/:name', { params: { id: member.id, name } }),
        t('tag_removed'),
      );
  };
  return (
    <Panel
      title={t('tags')}
      extra={
        <May call="POST /api/admin/members/:id/tags">
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('add_tag')}
          </Button>
        </May>
      }
    >
      {member.tagList.length === 0 && <span className="hs-faint">{t('no_tags')}</span>}
      <div className="hs-stack" style={{ gap: 10 }}>
        {member.tagList.map((tag) => (
          <div key={tag.name} className="hs-inline" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
            <StateTag tone="info">{tag.name}</StateTag>
            <span className="hs-two-lines hs-small" style={{ flex: 1 }}>
              <span className="hs-soft">{say(tag.reason) || say(tagSource[tag.source])}</span>
              <span className="hs-faint">
                {say(tagSource[tag.source])} · <Time at={tag.at} />
              </span>
            </span>
            <May call="DELETE /api/admin/members/:id/tags/:name">
              <Tooltip title={t('tag_remove')}>
                <Button
                  size="small"
                  type="text"
                  icon={<CloseOutlined />}
                  aria-label={`${t('tag_remove')} ${tag.name}`}
                  onClick={() => void remove(tag.name)}
                />
              </Tooltip>
            </May>
          </div>
        ))}
      </div>
      {adding && <AddTag memberId={member.id} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

type NewTag = { readonly name: string; readonly reason: string };
const nothing: NewTag = { name: '', reason: '' };

function AddTag({ memberId, onClose }: { readonly memberId: string; readonly onClose: () => void }) {
  const t = useMemberText();
  const tags = useQuery({ queryKey: ['tags'], queryFn: async () => api('GET /api/admin/tags') });
  return (
    <FormDialog<NewTag>
      title={t('add_tag')}
      okText={t('add_tag')}
      width={420}
      initial={nothing}
      onSave={async ({ name, reason }) =>
        api('POST /api/admin/members/:id/tags', {
          params: { id: memberId },
          body: { name: name.trim(), reason: reason.trim() },
        })
      }
      changed={['members', 'tags']}
      done={t('tag_added')}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('tag_name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
        <AutoComplete
          options={(tags.data?.items ?? []).map(({ name }) => ({ value: name }))}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('tag_reason')} rules={[{ max: 100 }]}>
        <Input placeholder={t('tag_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}
