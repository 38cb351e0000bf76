import { type Answer, api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Issue } from './issue.tsx';
import { useBriefingText } from './texts.ts';

type Row = Answer<'GET /api/admin/briefing-inbox'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/briefing-inbox', {
    query: { q, cursor, limit, read: oneOf(['yes', 'no'], filters.read) },
  });
}

/** The briefings that came to her; one opens beside the list. */
export function InboxList() {
  const t = useBriefingText();
  return (
    <List<Row>
      name="briefing-inbox"
      title={t('inbox')}
      purpose={t('inbox_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      drawer={{
        width: 900,
        title: (row) => `${row.name} · ${row.dueOn}`,
        body: (row) => <Issue id={row.id} unread={row.readAt === null} />,
      }}
      filters={[
        {
          key: 'read',
          kind: 'choice',
          label: t('read'),
          width: 112,
          options: [
            { value: 'no', label: t('read_no') },
            { value: 'yes', label: t('read_yes') },
          ],
        },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('due', t('due'), (row) => row.dueOn),
        timeColumn('made', t('made'), (row) => row.madeAt),
        stateColumn(
          'read',
          t('state'),
          (row) => t(row.readAt === null ? 'read_no' : 'read_yes'),
          (row) => (row.readAt === null ? 'info' : 'neutral'),
        ),
      ]}
      empty={{ title: t('inbox_empty'), hint: t('inbox_empty_hint') }}
    />
  );
}
