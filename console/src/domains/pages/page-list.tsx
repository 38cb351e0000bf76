import { CopyOutlined, PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { pageKind, pageState } from '@huoshui/contracts/words/pages';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { NewPage } from './new-page.tsx';
import { stateTones } from './page-state.tsx';
import { usePageText } from './texts.ts';

export type PageRow = Answer<'GET /api/admin/pages'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const kind = oneOf(valuesOf(pageKind), filters.kind);
  const state = oneOf(valuesOf(pageState), filters.state);
  return api('GET /api/admin/pages', { query: { q, cursor, limit, kind, state } });
}

export function PageList() {
  const t = usePageText();
  const say = useWords();
  const navigate = useNavigate();
  const [making, setMaking] = useState<{ readonly copyOf: PageRow | null } | null>(null);
  const create = (
    <May call="POST /api/admin/pages">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking({ copyOf: null })}>
        {t('new_page')}
      </Button>
    </May>
  );
  const stands = (row: PageRow) =>
    [row.behind && t('behind'), row.edited && t('edited')].filter((one) => one !== false).join(' · ');
  return (
    <>
      <List<PageRow>
        name="pages"
        title={t('pages')}
        purpose={t('pages_purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        onOpen={(row) => void navigate(`/pages/${row.id}`)}
        filters={[
          { key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(pageKind, say) },
          { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(pageState, say) },
        ]}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('kind', t('kind'), (row) => say(pageKind[row.kind])),
          stateColumn(
            'state',
            t('state'),
            (row) => say(pageState[row.state]),
            (row) => stateTones[row.state],
          ),
          textColumn('stands', t('stands'), stands),
          countColumn('blocks', t('blocks_live'), (row) => row.live?.blocks ?? 0),
          timeColumn('next', t('next'), (row) => row.next?.startsAt ?? null),
          timeColumn('updated', t('updated'), (row) => row.updatedAt),
          {
            key: 'acts',
            title: '',
            render: (row) => (
              <May call="POST /api/admin/pages">
                <Button
                  size="small"
                  type="text"
                  icon={<CopyOutlined />}
                  aria-label={t('copy_of', { name: row.name })}
                  onClick={(event) => {
                    event.stopPropagation();
                    setMaking({ copyOf: row });
                  }}
                />
              </May>
            ),
          },
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
      />
      {making !== null && <NewPage copyOf={making.copyOf} onClose={() => setMaking(null)} />}
    </>
  );
}
