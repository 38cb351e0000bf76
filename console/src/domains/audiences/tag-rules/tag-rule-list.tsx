import { tagRuleState } from '@huoshui/contracts/words/audiences';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { EditedList } from '../../../ground/edited-list.tsx';
import { RowAct } from '../../../ground/row-act.tsx';
import { formatCount } from '../../../ui/format.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { useWords } from '../../../ui/words.ts';
import { TagRuleDialog } from './tag-rule-dialog.tsx';
import { useTagRuleText } from './texts.ts';

type TagRule = Answer<'GET /api/admin/tag-rules'>['items'][number];

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
      dialog={(_rule, close) => <TagRuleDialog onClose={close} />}
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
        timeColumn('applied', t('applied'), (row) => row.appliedAt),
        textColumn('by', t('by'), (row) => row.createdBy),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <EndAct rule={row} />, 90),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function EndAct({ rule: { id, tag, state } }: { readonly rule: TagRule }) {
  const t = useTagRuleText();
  if (state === 'ending') return null;
  return (
    <RowAct
      call="DELETE /api/admin/tag-rules/:id"
      list="tag-rules"
      label={t('end')}
      done={t('ended')}
      ask={{ title: t('end_title', { tag }), body: t('end_body') }}
      run={async () => api('DELETE /api/admin/tag-rules/:id', { params: { id } })}
    />
  );
}
