import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { countColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { LevelDialog } from './level-dialog.tsx';
import { useLoyaltyText } from './texts.ts';
import { useLevelsApply } from './use-levels-apply.tsx';

export type Level = Answer<'GET /api/admin/levels'>['items'][number];

async function load() {
  return { ...(await api('GET /api/admin/levels')), nextCursor: null };
}

/** The ladder, lowest first: what each level takes and gives, and who has it. */
export function LevelList() {
  const t = useLoyaltyText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<Level | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/levels">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_level')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Level>
        name="levels"
        title={t('levels_title')}
        purpose={t('levels_purpose')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          countColumn('growth', t('from_growth'), (row) => row.growth),
          textColumn('sentence', t('privileges'), (row) => say(row.sentence)),
          {
            key: 'members',
            title: t('members'),
            number: true,
            render: (row) => <PeopleLink of="loyalty.level" values={{ level: row.id }} count={row.members} />,
            csv: (row) => row.members,
          },
          { key: 'acts', title: '', width: 90, render: (row) => <RemoveLevel level={row} /> },
        ]}
        onOpen={may('PUT /api/admin/levels/:id') ? setEditing : undefined}
        empty={{ title: t('levels_empty'), hint: t('levels_empty_hint'), action: create }}
      />
      {editing !== null && <LevelDialog level={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function RemoveLevel({ level: { id, name } }: { readonly level: Level }) {
  const t = useLoyaltyText();
  const confirm = useConfirm();
  const applying = useLevelsApply();
  const { busy, act } = useAct(['levels']);
  const remove = async () => {
    const sure = await confirm({
      title: t('remove_level_title', { name }),
      body: t('remove_level_body'),
      ok: t('remove_level'),
      danger: true,
    });
    if (!sure) return;
    await act(
      async () => applying(async (query) => api('DELETE /api/admin/levels/:id', { params: { id }, query })),
      t('saved'),
    );
  };
  return (
    <May call="DELETE /api/admin/levels/:id">
      <Button size="small" type="link" danger loading={busy} onClick={() => void remove()}>
        {t('remove_level')}
      </Button>
    </May>
  );
}
