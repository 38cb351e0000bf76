import { FunctionOutlined } from '@ant-design/icons';
import { tagSource } from '@huoshui/contracts/words/members';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { stateColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { useMemberText } from './texts.ts';

type TagRow = Answer<'GET /api/admin/tags'>['items'][number];

/** From where somebody has a tag. */
const sources = ['operator', 'rule', 'journey', 'import'] as const;

/** All tags come at once: searching them needs no server. */
async function load({ q }: ListRequest) {
  const { items } = await api('GET /api/admin/tags');
  const found = q === undefined ? items : items.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()));
  return { items: found, nextCursor: null, total: found.length };
}

export function TagList() {
  const t = useMemberText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<TagRow>
      name="tags"
      title={t('tag_title')}
      purpose={t('tag_purpose')}
      searchHint={t('tag_name')}
      load={load}
      rowKey={(row) => row.name}
      columns={[
        stateColumn(
          'name',
          t('tag_name'),
          (row) => row.name,
          () => 'info',
        ),
        {
          key: 'members',
          title: t('tag_members'),
          number: true,
          width: 160,
          render: (row) => (
            <Link className="hs-people" to={`/members?tag=${encodeURIComponent(row.name)}`}>
              {formatCount(row.members)}
            </Link>
          ),
          csv: (row) => row.members,
        },
        ...sources.map((source) => ({
          key: source,
          title: say(tagSource[source]),
          number: true,
          width: 110,
          render: (row: TagRow) =>
            row.by[source] === 0 ? <span className="hs-faint">–</span> : formatCount(row.by[source]),
          csv: (row: TagRow) => row.by[source],
        })),
      ]}
      actions={
        <Button onClick={() => void navigate('/tag-rules')} icon={<FunctionOutlined />}>
          {t('tag_rules')}
        </Button>
      }
      onOpen={(row) => void navigate(`/members?tag=${encodeURIComponent(row.name)}`)}
      empty={{
        title: t('tag_empty'),
        hint: t('tag_empty_hint'),
        action: <Button onClick={() => void navigate('/members')}>{t('to_members')}</Button>,
      }}
    />
  );
}
