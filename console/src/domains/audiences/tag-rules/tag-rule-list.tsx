import { tagRuleState } from '@huoshui/contracts/words/audiences';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { EditedList } from '../../../ground/edited-list.tsx';
import { May } from '../../../ground/may.tsx';
import { RowAct } from '../../../ground/row-act.tsx';
import { formatCount } from '../../../ui/format.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { useWords } from '../../../ui/words.ts';
import { EndRuleDialog } from './end-rule.tsx';
import { TagRuleDialog } from './tag-rule-dialog.tsx';
import { useTagRuleText } from './texts.ts';

export type TagRule = Answer<'GET /api/admin/tag-rules'>['items'][number];

async function load() {
  const { items } = await api('GET /api/admin/tag-rules');
  return { items, nextCursor: null, total: items.length };
}

/** Tags that follow segments. */
export function TagRuleList() {
  const t = useTagRuleText();
  const say = useWords();
  return (
    <EditedList<TagRule>
      name="tag-rules"
      title={t('title')}
      purpose={t('purpose')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/tag-rules', label: t('create') }}
      change="PUT /api/admin/tag-rules/:id"
      dialog={(rule, close) => <TagRuleDialog rule={rule} onClose={close} />}
      columns={[
        {
          key: 'tag',
          title: t('tag'),
          render: (row) => <Link to={`/members?tag=${encodeURIComponent(row.tag)}`}>{row.tag}</Link>,
          csv: (row) => row.tag,
        },
        {
          key: 'segment',
          title: t('segment'),
          render: (row) => <Link to={`/segments/${row.segmentId}`}>{row.segment}</Link>,
          csv: (row) => row.segment,
        },
        {
          key: 'members',
          title: t('members'),
          number: true,
          render: (row) => formatCount(row.segmentMembers),
          csv: (row) => row.segmentMembers,
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(tagRuleState[row.state]),
          (row) => (row.state === 'applied' ? 'good' : 'neutral'),
        ),
        {
          key: 'last',
          title: t('last'),
          render: (row) => (row.appliedAt === null ? '–' : `+${formatCount(row.given)} / −${formatCount(row.taken)}`),
          csv: (row) => `+${row.given} / -${row.taken}`,
        },
        timeColumn('applied', t('applied'), (row) => row.appliedAt),
        textColumn('by', t('by'), (row) => row.createdBy),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <Acts rule={row} />, 170),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function Acts({ rule }: { readonly rule: TagRule }) {
  const t = useTagRuleText();
  const [ending, setEnding] = useState(false);
  if (rule.state === 'ending') return null;
  return (
    <>
      <RowAct
        call="POST /api/admin/tag-rules/:id/application"
        list="tag-rules"
        label={t('again')}
        done={t('again_done')}
        run={async () => api('POST /api/admin/tag-rules/:id/application', { params: { id: rule.id } })}
      />
      <May call="DELETE /api/admin/tag-rules/:id">
        <Button type="link" size="small" danger onClick={() => setEnding(true)}>
          {t('end')}
        </Button>
      </May>
      {ending && <EndRuleDialog rule={rule} onClose={() => setEnding(false)} />}
    </>
  );
}
